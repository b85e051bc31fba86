package io.escapement.hardware.mujoco;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * MuJoCo's functions, mapped directly and by name. Pointers are passed as addresses, which on the
 * 64-bit platforms that this runs on have the same calling convention, and cost no object a call.
 */
final class MujocoFunctions {

  private MujocoFunctions() {}

  static void bind(NativeLibrary library) {
    Native.register(MujocoFunctions.class, library);
  }

  static native int mj_version();

  static native long mj_loadXML(String file, long vfs, byte[] error, int errorSize);

  static native void mj_deleteModel(long model);

  static native long mj_makeData(long model);

  static native void mj_deleteData(long data);

  static native void mj_resetData(long model, long data);

  static native void mj_resetDataKeyframe(long model, long data, int key);

  static native int mj_name2id(long model, int objectType, String name);

  static native String mj_id2name(long model, int objectType, int id);

  static native void mj_setConst(long model, long data);

  static native void mj_forward(long model, long data);

  static native void mj_step(long model, long data);

  static native void mj_step1(long model, long data);

  static native void mj_step2(long model, long data);

  static native void mj_differentiatePos(
      long model, long velocity, double dt, long fromPositions, long toPositions);

  static native void mj_energyPos(long model, long data);

  static native void mj_contactForce(long model, long data, int contact, long forceTorque);
}

package io.escapement.hardware.mujoco;

import io.escapement.controller.config.PreflightException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A compiled model, {@code mjModel}: read by name, mostly before the first tick. */
final class MujocoModel implements AutoCloseable {

  static final int NOT_FOUND = -1;

  private static final int ERROR_LENGTH = 1000;
  private static final double NS_PER_S = 1e9;
  private static final double NS_TOLERANCE = 1e-3;

  private final StructOffsets offsets;
  private final UnsafeBuffer struct;
  private long address;

  private MujocoModel(long address, StructOffsets offsets) {
    this.address = address;
    this.offsets = offsets;
    this.struct = new UnsafeBuffer(address, offsets.get("sizeof.mjModel"));
  }

  /**
   * Compiles an MJCF file.
   *
   * @param library MuJoCo
   * @param file the file, beside which its includes and meshes lie
   * @return the model; the caller closes it
   * @throws PreflightException if MuJoCo refuses the file, with MuJoCo's own words
   */
  static MujocoModel load(MujocoLibrary library, Path file) {
    byte[] error = new byte[ERROR_LENGTH];
    long address = MujocoFunctions.mj_loadXML(file.toString(), 0, error, error.length);
    if (address == 0) {
      throw PreflightException.at(file)
          .summary("MuJoCo " + library.version() + " refuses the model")
          .found(text(error))
          .remedy("correct the file; it must load in this version of MuJoCo")
          .build();
    }
    return new MujocoModel(address, library.offsets());
  }

  private static String text(byte[] zeroEnded) {
    int length = 0;
    while (length < zeroEnded.length && zeroEnded[length] != 0) {
      length++;
    }
    return new String(zeroEnded, 0, length, StandardCharsets.UTF_8).strip().replace("\n", "; ");
  }

  /** The model's address for native calls. */
  long address() {
    return address;
  }

  StructOffsets offsets() {
    return offsets;
  }

  /** One of the sizes, such as {@code nq}. */
  int size(String name) {
    return struct.getInt(offsets.get("mjModel." + name));
  }

  /** One of the integer options, such as {@code opt.integrator}. */
  int option(String name) {
    return size(name);
  }

  /** Has MuJoCo compute something besides, such as {@code mjENBL_ENERGY}. */
  void enable(String flag) {
    int at = offsets.get("mjModel.opt.enableflags");
    struct.putInt(at, struct.getInt(at) | offsets.get(flag));
  }

  /**
   * The physics step.
   *
   * @return nanoseconds, positive
   * @throws PreflightException if it is not a whole number of nanoseconds
   */
  long timestepNs(Path file) {
    double seconds = struct.getDouble(offsets.get("mjModel.opt.timestep"));
    long ns = Math.round(seconds * NS_PER_S);
    if (ns <= 0 || Math.abs(seconds * NS_PER_S - ns) > NS_TOLERANCE) {
      throw PreflightException.at(file)
          .key("option timestep")
          .expected("a whole number of nanoseconds")
          .found(seconds + " s")
          .build();
    }
    return ns;
  }

  /** An element of an array of integers, such as {@code jnt_qposadr}. */
  int intAt(String array, int index) {
    return array(array, (index + 1) * Integer.BYTES).getInt(index * Integer.BYTES);
  }

  /** An element of an array of numbers, such as {@code actuator_gear}. */
  double doubleAt(String array, int index) {
    return array(array, (index + 1) * Double.BYTES).getDouble(index * Double.BYTES);
  }

  /** A window onto an array; it does not move while the model is open. */
  UnsafeBuffer array(String name, int bytes) {
    return new UnsafeBuffer(struct.getLong(offsets.get("mjModel." + name)), bytes);
  }

  /**
   * Finds an object.
   *
   * @param type the constant's name, such as {@code mjOBJ_JOINT}
   * @param name the object's name in the MJCF
   * @return its index, or {@link #NOT_FOUND}
   */
  int find(String type, String name) {
    return MujocoFunctions.mj_name2id(address, offsets.get(type), name);
  }

  /** Names of all objects of a type; those without a name are left out. */
  List<String> names(String type, String count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < size(count); i++) {
      String name = name(type, i);
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  /** Name of an object, empty if it has none. */
  String name(String type, int index) {
    String name = MujocoFunctions.mj_id2name(address, offsets.get(type), index);
    return name == null ? "" : name;
  }

  @Override
  public void close() {
    if (address != 0) {
      MujocoFunctions.mj_deleteModel(address);
      address = 0;
    }
  }
}

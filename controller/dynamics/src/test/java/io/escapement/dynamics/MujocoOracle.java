package io.escapement.dynamics;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.escapement.testing.Peer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What MuJoCo 2.2.2 works out for the same model in the same state, in this project's terms. */
final class MujocoOracle implements AutoCloseable {

  private static final int VERSION = 222;
  private static final int JOINT = 3;

  /** Kinds of objects whose frame is asked for: a body's own, a geometry's, a site's. */
  enum Kind {
    BODY(1, 2, 40480, 40496),
    GEOM(5, 5, 40536, 40544),
    SITE(6, 6, 40552, 40560);

    final int named;
    final int moving;
    final long position;
    final long rotation;

    Kind(int named, int moving, long position, long rotation) {
      this.named = named;
      this.moving = moving;
      this.position = position;
      this.rotation = rotation;
    }
  }

  private static final long QPOS = 40376;
  private static final long QVEL = 40384;
  private static final long QACC = 40448;
  private static final long NV = 4;
  private static final long JNT_QPOSADR = 1288;
  private static final long JNT_DOFADR = 1296;

  static native int mj_version();

  static native Pointer mj_loadXML(String file, Pointer vfs, byte[] error, int size);

  static native Pointer mj_makeData(Pointer model);

  static native void mj_deleteModel(Pointer model);

  static native void mj_deleteData(Pointer data);

  static native int mj_name2id(Pointer model, int type, String name);

  static native void mj_forward(Pointer model, Pointer data);

  static native void mj_mulM(Pointer model, Pointer data, double[] result, double[] vector);

  static native void mj_rne(Pointer model, Pointer data, int acceleration, double[] result);

  static native void mj_rnePostConstraint(Pointer model, Pointer data);

  static native void mj_jacBody(
      Pointer model, Pointer data, double[] linear, double[] angular, int body);

  static native void mj_jacSite(
      Pointer model, Pointer data, double[] linear, double[] angular, int site);

  static native void mj_jacGeom(
      Pointer model, Pointer data, double[] linear, double[] angular, int geom);

  static native void mj_objectAcceleration(
      Pointer model, Pointer data, int type, int id, double[] result, int local);

  private final Pointer model;
  private final Pointer data;
  private final int nv;
  private final int[] column;
  private final int baseVelocities;

  /** The base's rotation by rows in the state that was set. */
  private double[] turn;

  private final double[] gravity;

  MujocoOracle(Path file, List<String> joints, boolean floating, double[] gravity) {
    Path library = Peer.MUJOCO.find().orElseThrow();
    Native.register(MujocoOracle.class, NativeLibrary.getInstance(library.toString()));
    if (mj_version() != VERSION) {
      throw new AssertionError("MuJoCo is " + mj_version() + ", offsets are those of " + VERSION);
    }
    byte[] error = new byte[1000];
    model = mj_loadXML(file.toString(), null, error, error.length);
    if (model == null) {
      throw new AssertionError(new String(error, StandardCharsets.UTF_8).trim());
    }
    data = mj_makeData(model);
    nv = model.getInt(NV);
    this.gravity = gravity;
    baseVelocities = floating ? 6 : 0;
    column = new int[baseVelocities + joints.size()];
    for (int i = 0; i < baseVelocities; i++) {
      // MuJoCo has the linear velocity first.
      column[i] = i < 3 ? i + 3 : i - 3;
    }
    for (int i = 0; i < joints.size(); i++) {
      column[baseVelocities + i] = address(JNT_DOFADR, joints.get(i));
    }
  }

  private int address(long table, String joint) {
    int id = mj_name2id(model, JOINT, joint);
    return model.getPointer(table).getInt(4L * id);
  }

  void set(List<String> joints, double[] positions, double[] velocities, Rig.Base base) {
    Pointer qpos = data.getPointer(QPOS);
    Pointer qvel = data.getPointer(QVEL);
    for (int i = 0; i < positions.length; i++) {
      qpos.setDouble(8L * address(JNT_QPOSADR, joints.get(i)), positions[i]);
      qvel.setDouble(8L * column[baseVelocities + i], velocities[i]);
    }
    double[] bent = new double[3];
    if (base != null) {
      turn = matrix(base.quaternion());
      double[] linear = turned(base.linear());
      double[] w = base.angular();
      double[] v = base.linear();
      bent =
          turned(
              new double[] {
                w[1] * v[2] - w[2] * v[1], w[2] * v[0] - w[0] * v[2], w[0] * v[1] - w[1] * v[0]
              });
      for (int i = 0; i < 3; i++) {
        qpos.setDouble(8L * i, base.position()[i]);
        qvel.setDouble(8L * i, linear[i]);
        qvel.setDouble(8L * (3 + i), w[i]);
      }
      for (int i = 0; i < 4; i++) {
        qpos.setDouble(8L * (3 + i), base.quaternion()[i]);
      }
    }
    mj_forward(model, data);
    Pointer qacc = data.getPointer(QACC);
    for (int i = 0; i < nv; i++) {
      // Velocities in the base's own axes stay as they are while these turn.
      qacc.setDouble(8L * i, i < 3 ? bent[i] : 0);
    }
    mj_rnePostConstraint(model, data);
  }

  private double[] turned(double[] v) {
    double[] out = new double[3];
    for (int i = 0; i < 3; i++) {
      out[i] = turn[3 * i] * v[0] + turn[3 * i + 1] * v[1] + turn[3 * i + 2] * v[2];
    }
    return out;
  }

  private static double[] matrix(double[] q) {
    double w = q[0];
    double x = q[1];
    double y = q[2];
    double z = q[3];
    return new double[] {
      1 - 2 * (y * y + z * z),
      2 * (x * y - w * z),
      2 * (x * z + w * y),
      2 * (x * y + w * z),
      1 - 2 * (x * x + z * z),
      2 * (y * z - w * x),
      2 * (x * z - w * y),
      2 * (y * z + w * x),
      1 - 2 * (x * x + y * y)
    };
  }

  /** MuJoCo's velocities for one of this project's. */
  private double[] unit(int velocity) {
    double[] v = new double[nv];
    if (velocity >= 3 && velocity < baseVelocities) {
      for (int i = 0; i < 3; i++) {
        v[i] = turn[3 * i + velocity - 3];
      }
    } else {
      v[column[velocity]] = 1;
    }
    return v;
  }

  private static double dot(double[] a, int at, double[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += a[at + i] * b[i];
    }
    return sum;
  }

  double[] massMatrix() {
    int n = column.length;
    double[] mass = new double[n * n];
    double[] product = new double[nv];
    for (int i = 0; i < n; i++) {
      mj_mulM(model, data, product, unit(i));
      for (int j = 0; j < n; j++) {
        mass[n * j + i] = dot(product, 0, unit(j));
      }
    }
    return mass;
  }

  double[] bias() {
    double[] efforts = new double[nv];
    mj_rne(model, data, 1, efforts);
    double[] bias = new double[column.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = dot(efforts, 0, unit(i));
    }
    return bias;
  }

  int id(Kind kind, String name) {
    int id = mj_name2id(model, kind.named, name);
    if (id < 0) {
      throw new AssertionError("MuJoCo has no " + kind + " " + name);
    }
    return id;
  }

  double[] position(Kind kind, String name) {
    return data.getPointer(kind.position).getDoubleArray(24L * id(kind, name), 3);
  }

  double[] rotation(Kind kind, String name) {
    return data.getPointer(kind.rotation).getDoubleArray(72L * id(kind, name), 9);
  }

  double[] jacobian(Kind kind, String name) {
    double[] linear = new double[3 * nv];
    double[] angular = new double[3 * nv];
    int id = id(kind, name);
    switch (kind) {
      case BODY -> mj_jacBody(model, data, linear, angular, id);
      case SITE -> mj_jacSite(model, data, linear, angular, id);
      case GEOM -> mj_jacGeom(model, data, linear, angular, id);
    }
    int n = column.length;
    double[] jacobian = new double[6 * n];
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < n; i++) {
        jacobian[n * row + i] = dot(linear, nv * row, unit(i));
        jacobian[n * (3 + row) + i] = dot(angular, nv * row, unit(i));
      }
    }
    return jacobian;
  }

  double[] biasAcceleration(Kind kind, String name) {
    double[] both = new double[6];
    mj_objectAcceleration(model, data, kind.moving, id(kind, name), both, 0);
    double[] out = new double[6];
    for (int i = 0; i < 3; i++) {
      out[i] = both[3 + i] + gravity[i];
      out[3 + i] = both[i];
    }
    return out;
  }

  @Override
  public void close() {
    mj_deleteData(data);
    mj_deleteModel(model);
  }
}

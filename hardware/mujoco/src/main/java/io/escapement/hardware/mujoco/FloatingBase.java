package io.escapement.hardware.mujoco;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.hardware.channels.TruthChannels;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The free joint of a robot's base. MuJoCo keeps position and orientation (w, x, y, z) of the
 * body's frame in the world, its linear velocity in world axes and its angular velocity in body
 * axes.
 */
final class FloatingBase {

  private final UnsafeBuffer qpos;
  private final UnsafeBuffer qvel;
  private final int positionAt;
  private final int velocityAt;

  private FloatingBase(MujocoData data, int positionAt, int velocityAt) {
    this.qpos = data.qpos();
    this.qvel = data.qvel();
    this.positionAt = positionAt;
    this.velocityAt = velocityAt;
  }

  /**
   * Finds the free joint of the base's body, or the model's only one where the robot model names no
   * body.
   *
   * @return the base, or null where the robot stands on a fixed one or a problem was noted
   */
  static FloatingBase bind(RobotModel robot, NameBinding names, MujocoData data) {
    if (!robot.floatingBase()) {
      return null;
    }
    MujocoModel model = names.model();
    int free = model.offsets().get("mjJNT_FREE");
    for (int joint = 0; joint < model.size("njnt"); joint++) {
      String body = model.name("mjOBJ_BODY", model.intAt("jnt_bodyid", joint));
      boolean wanted = robot.baseBody().isEmpty() || robot.baseBody().equals(body);
      if (wanted && model.intAt("jnt_type", joint) == free) {
        return new FloatingBase(
            data,
            model.intAt("jnt_qposadr", joint) * Double.BYTES,
            model.intAt("jnt_dofadr", joint) * Double.BYTES);
      }
    }
    names.refuse(
        "the robot's base floats",
        "a free joint on the body \"" + robot.baseBody() + "\"",
        "none",
        "add <freejoint/> to the base's body in the MJCF, or say in robot.yaml that the base is"
            + " fixed");
    return null;
  }

  void setPosition(double[] metres) {
    put(qpos, positionAt, metres);
  }

  void setOrientation(double[] wxyz) {
    put(qpos, positionAt + 3 * Double.BYTES, wxyz);
  }

  private static void put(UnsafeBuffer target, int at, double[] values) {
    for (int i = 0; i < values.length; i++) {
      target.putDouble(at + i * Double.BYTES, values[i]);
    }
  }

  void readPosition(F64Channel channel) {
    read(qpos, positionAt, channel);
  }

  void readOrientation(F64Channel channel) {
    read(qpos, positionAt + 3 * Double.BYTES, channel);
  }

  void readAngularVelocity(F64Channel channel) {
    read(qvel, velocityAt + 3 * Double.BYTES, channel);
  }

  private static void read(UnsafeBuffer source, int at, F64Channel channel) {
    for (int i = 0; i < channel.count(); i++) {
      channel.set(i, source.getDouble(at + i * Double.BYTES));
    }
  }

  /** Turns the linear velocity from world into body axes. */
  void readBodyLinearVelocity(F64Channel channel) {
    double w = qpos.getDouble(positionAt + 3 * Double.BYTES);
    double x = qpos.getDouble(positionAt + 4 * Double.BYTES);
    double y = qpos.getDouble(positionAt + 5 * Double.BYTES);
    double z = qpos.getDouble(positionAt + 6 * Double.BYTES);
    double vx = qvel.getDouble(velocityAt);
    double vy = qvel.getDouble(velocityAt + Double.BYTES);
    double vz = qvel.getDouble(velocityAt + 2 * Double.BYTES);
    // Columns of the rotation matrix are the body's axes in the world.
    channel.set(
        0,
        (w * w + x * x - y * y - z * z) * vx + 2 * (x * y + w * z) * vy + 2 * (x * z - w * y) * vz);
    channel.set(
        1,
        2 * (x * y - w * z) * vx + (w * w - x * x + y * y - z * z) * vy + 2 * (y * z + w * x) * vz);
    channel.set(
        2,
        2 * (x * z + w * y) * vx + 2 * (y * z - w * x) * vy + (w * w - x * x - y * y + z * z) * vz);
  }

  void read(TruthChannels truth) {
    readPosition(truth.position());
    readOrientation(truth.orientation());
    read(qvel, velocityAt, truth.linearVelocity());
    readAngularVelocity(truth.angularVelocity());
  }
}

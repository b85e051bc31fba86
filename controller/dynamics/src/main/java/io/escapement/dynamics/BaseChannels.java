package io.escapement.dynamics;

import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import us.ihmc.euclid.matrix.RotationMatrix;
import us.ihmc.euclid.tuple4D.Quaternion;

/**
 * What is measured or estimated of a floating base, and what of its velocity the dynamics go by:
 * {@code R/dynamics/base_velocity}, in the order of a Jacobian's first six columns.
 */
final class BaseChannels {

  private final F64Channel orientation;
  private final F64Channel angularVelocity;
  private final F64Channel linearVelocity;
  private final F64Channel position;
  private final F64Channel velocity;
  private final Rotation unit;

  /** The quaternion of the base in the unit. */
  private final double[] back;

  BaseChannels(String robot, DynamicsSettings settings) {
    orientation = F64Channel.reading(robot + "/imu/orientation", 4);
    angularVelocity = F64Channel.reading(robot + "/imu/angular_velocity", 3);
    linearVelocity =
        settings.linearVelocity() ? F64Channel.reading(robot + "/base/linear_velocity", 3) : null;
    position = settings.position() ? F64Channel.reading(robot + "/base/position", 3) : null;
    velocity =
        new F64Channel(
            ChannelSpec.derived(robot + "/dynamics/base_velocity", ChannelType.F64, 6)
                .withUnit("rad/s and m/s, base axes")
                .withLabels(List.of("rx", "ry", "rz", "x", "y", "z")));
    unit = settings.unitInBase();
    back = quaternion(unit.inverse());
  }

  private static double[] quaternion(Rotation r) {
    Quaternion q =
        new Quaternion(
            new RotationMatrix(
                r.x().x(), r.y().x(), r.z().x(), r.x().y(), r.y().y(), r.z().y(), r.x().z(),
                r.y().z(), r.z().z()));
    return new double[] {q.getS(), q.getX(), q.getY(), q.getZ()};
  }

  void declare(Wiring wiring) {
    wiring.reads(orientation);
    wiring.reads(angularVelocity);
    if (linearVelocity != null) {
      wiring.reads(linearVelocity);
    }
    if (position != null) {
      wiring.reads(position);
    }
    wiring.writes(velocity);
  }

  void writeUnknown() {
    FrameKinematics.fill(velocity, 6);
  }

  /**
   * Takes the state over. Before the first sample, when the orientation is all zero, the base
   * stands upright.
   *
   * @return false if a number is not finite
   */
  boolean take(BaseState into) {
    double w = orientation.get(0);
    double x = orientation.get(1);
    double y = orientation.get(2);
    double z = orientation.get(3);
    double length = StrictMath.sqrt(w * w + x * x + y * y + z * z);
    if (length == 0) {
      w = 1;
      length = 1;
    }
    w /= length;
    x /= length;
    y /= length;
    z /= length;
    into.w = w * back[0] - x * back[1] - y * back[2] - z * back[3];
    into.x = w * back[1] + x * back[0] + y * back[3] - z * back[2];
    into.y = w * back[2] - x * back[3] + y * back[0] + z * back[1];
    into.z = w * back[3] + x * back[2] - y * back[1] + z * back[0];
    double ux = angularVelocity.get(0);
    double uy = angularVelocity.get(1);
    double uz = angularVelocity.get(2);
    into.wx = unit.x().x() * ux + unit.y().x() * uy + unit.z().x() * uz;
    into.wy = unit.x().y() * ux + unit.y().y() * uy + unit.z().y() * uz;
    into.wz = unit.x().z() * ux + unit.y().z() * uy + unit.z().z() * uz;
    into.vx = linearVelocity == null ? 0 : linearVelocity.get(0);
    into.vy = linearVelocity == null ? 0 : linearVelocity.get(1);
    into.vz = linearVelocity == null ? 0 : linearVelocity.get(2);
    into.px = position == null ? 0 : position.get(0);
    into.py = position == null ? 0 : position.get(1);
    into.pz = position == null ? 0 : position.get(2);
    velocity.set(0, into.wx);
    velocity.set(1, into.wy);
    velocity.set(2, into.wz);
    velocity.set(3, into.vx);
    velocity.set(4, into.vy);
    velocity.set(5, into.vz);
    return Double.isFinite(
        into.w + into.x + into.y + into.z + into.wx + into.wy + into.wz + into.vx + into.vy
            + into.vz + into.px + into.py + into.pz);
  }
}

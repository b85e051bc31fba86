package io.escapement.controller.estimation;

import io.escapement.controller.kinematics.ChainState;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.Set;

/**
 * A foot seen from the inertial unit, in its axes: where it is, how fast the ground that it stands
 * on seems to pass, and how hard it presses.
 */
final class Foot {

  /** Keeps the Jacobian of a stretched leg solvable, m^2. */
  private static final double DAMPING = 1e-4;

  private final FootSettings settings;
  private final ChainState state;
  private final F64Channel contact;

  Foot(String robot, FootSettings settings) {
    this.settings = settings;
    state =
        new ChainState(
            robot + "/estimate/" + settings.name(), settings.chain().joints(), "IMU frame");
    contact =
        settings.contact() == null
            ? null
            : F64Channel.reading(settings.contact().channel(), settings.contact().count());
  }

  Set<String> inputs() {
    return contact == null ? Set.of() : Set.of(contact.name());
  }

  void declare(Wiring wiring) {
    state.declare(wiring);
    if (contact != null) {
      wiring.reads(contact);
    }
  }

  /**
   * Works out this tick's kinematics.
   *
   * @return false if the joints make no sense, and nothing was worked out
   */
  boolean evaluate(JointSample joints) {
    if (!joints.sound(settings.chain())) {
      return false;
    }
    settings.chain().evaluate(joints.position(), joints.velocity(), state);
    return true;
  }

  /** The foot's middle against the unit along a world axis, m. */
  double offset(int axis, InertialSample imu) {
    F64Channel r = state.position();
    return imu.inWorld(axis, r.get(0), r.get(1), r.get(2));
  }

  /**
   * Velocity of the foot's middle in the world while its ball rolls without slipping, m/s along a
   * world axis: the foot's angular velocity times the radius.
   */
  double rolling(int axis, InertialSample imu) {
    double wx = imu.rate(0) + state.angularVelocity().get(0);
    double wy = imu.rate(1) + state.angularVelocity().get(1);
    double wz = imu.rate(2) + state.angularVelocity().get(2);
    // The ball's middle is one radius above its lowest point.
    double ux = imu.rotation(2, 0) * settings.radius();
    double uy = imu.rotation(2, 1) * settings.radius();
    double uz = imu.rotation(2, 2) * settings.radius();
    return imu.inWorld(axis, wy * uz - wz * uy, wz * ux - wx * uz, wx * uy - wy * ux);
  }

  /** Velocity of the unit in the world if the foot stands or rolls, m/s along a world axis. */
  double odometry(int axis, InertialSample imu) {
    F64Channel r = state.position();
    double wx = imu.rate(0);
    double wy = imu.rate(1);
    double wz = imu.rate(2);
    double vx = state.velocity().get(0) + wy * r.get(2) - wz * r.get(1);
    double vy = state.velocity().get(1) + wz * r.get(0) - wx * r.get(2);
    double vz = state.velocity().get(2) + wx * r.get(1) - wy * r.get(0);
    return rolling(axis, imu) - imu.inWorld(axis, vx, vy, vz);
  }

  /**
   * Vertical force of the ground on the foot, N: measured, or from the joints' efforts through the
   * Jacobian as if the leg had neither weight nor inertia.
   *
   * @return not finite where the sensor or the efforts are not
   */
  double verticalForce(JointSample joints, InertialSample imu) {
    if (contact != null) {
      return contact.get(settings.contact().element());
    }
    F64Channel jacobian = state.jacobian();
    double a00 = DAMPING;
    double a11 = a00;
    double a22 = a00;
    double a10 = 0;
    double a20 = 0;
    double a21 = 0;
    double bx = 0;
    double by = 0;
    double bz = 0;
    for (int i = 0; i < settings.chain().joints(); i++) {
      double jx = jacobian.get(3 * i);
      double jy = jacobian.get(3 * i + 1);
      double jz = jacobian.get(3 * i + 2);
      double effort = joints.effort(settings.chain().jointIndex(i));
      a00 += jx * jx;
      a10 += jy * jx;
      a11 += jy * jy;
      a20 += jz * jx;
      a21 += jz * jy;
      a22 += jz * jz;
      bx += jx * effort;
      by += jy * effort;
      bz += jz * effort;
    }
    // The foot presses with inverse(J J') J effort; the ground answers with the opposite.
    return -InverseForm.of(
        a00,
        a10,
        a11,
        a20,
        a21,
        a22,
        bx,
        by,
        bz,
        imu.rotation(2, 0),
        imu.rotation(2, 1),
        imu.rotation(2, 2));
  }

  double radius() {
    return settings.radius();
  }
}

package io.escapement.controller.estimation;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/**
 * The latest sound sample of the inertial unit, held while none comes. A sample with a number that
 * is not finite or beyond any such unit's range, or with a quaternion far from unit length, is
 * ignored.
 */
final class InertialSample {

  private static final double MOST_RATE = 100;
  private static final double MOST_ACCELERATION = 1000;
  private static final double QUATERNION_TOLERANCE = 0.1;

  private final F64Channel orientation;
  private final F64Channel angularVelocity;
  private final F64Channel acceleration;
  private final I64Channel seq;

  /** Rotation of the unit in the world by rows, angular velocity, acceleration with gravity. */
  private final F64Channel held;

  private final I64Channel lastSeq;
  private final I64Channel ageNs;

  InertialSample(String robot) {
    orientation = F64Channel.reading(robot + "/imu/orientation", 4);
    angularVelocity = F64Channel.reading(robot + "/imu/angular_velocity", 3);
    acceleration = F64Channel.reading(robot + "/imu/linear_acceleration", 3);
    seq = I64Channel.reading(robot + "/imu/seq", 1);
    held =
        new F64Channel(
            ChannelSpec.memory(robot + "/estimate/imu", ChannelType.F64, 15)
                .withUnit("rotation by rows, rad/s, m/s^2")
                .withLabels(
                    List.of(
                        "r00", "r01", "r02", "r10", "r11", "r12", "r20", "r21", "r22", "wx", "wy",
                        "wz", "ax", "ay", "az")));
    lastSeq = new I64Channel(ChannelSpec.memory(robot + "/estimate/imu_seq", ChannelType.I64, 1));
    ageNs =
        new I64Channel(
            ChannelSpec.memory(robot + "/estimate/imu_age_ns", ChannelType.I64, 1).withUnit("ns"));
  }

  Set<String> inputs() {
    return Set.of(orientation.name(), angularVelocity.name(), acceleration.name(), seq.name());
  }

  void declare(Wiring wiring) {
    wiring.reads(orientation);
    wiring.reads(angularVelocity);
    wiring.reads(acceleration);
    wiring.reads(seq);
    wiring.writes(held);
    wiring.writes(lastSeq);
    wiring.writes(ageNs);
  }

  void initialise() {
    lastSeq.set(0, Long.MIN_VALUE);
    ageNs.set(0, Long.MAX_VALUE);
  }

  /**
   * Takes this tick's sample over if it is new and sound.
   *
   * @param dtNs time since the tick before
   * @return false if a new sample was ignored
   */
  boolean take(long dtNs) {
    boolean fresh = seq.get(0) != lastSeq.get(0);
    lastSeq.set(0, seq.get(0));
    if (fresh && sound()) {
      hold();
      ageNs.set(0, 0);
      return true;
    }
    long age = ageNs.get(0);
    ageNs.set(0, age > Long.MAX_VALUE - dtNs ? Long.MAX_VALUE : age + dtNs);
    return !fresh;
  }

  private boolean sound() {
    double square = 0;
    for (int i = 0; i < 4; i++) {
      square += orientation.get(i) * orientation.get(i);
    }
    boolean good = Math.abs(square - 1) <= QUATERNION_TOLERANCE;
    for (int i = 0; i < 3; i++) {
      good &= Math.abs(angularVelocity.get(i)) <= MOST_RATE;
      good &= Math.abs(acceleration.get(i)) <= MOST_ACCELERATION;
    }
    return good;
  }

  private void hold() {
    double w = orientation.get(0);
    double x = orientation.get(1);
    double y = orientation.get(2);
    double z = orientation.get(3);
    double s = 2 / (w * w + x * x + y * y + z * z);
    held.set(0, 1 - s * (y * y + z * z));
    held.set(1, s * (x * y - w * z));
    held.set(2, s * (x * z + w * y));
    held.set(3, s * (x * y + w * z));
    held.set(4, 1 - s * (x * x + z * z));
    held.set(5, s * (y * z - w * x));
    held.set(6, s * (x * z - w * y));
    held.set(7, s * (y * z + w * x));
    held.set(8, 1 - s * (x * x + y * y));
    for (int i = 0; i < 3; i++) {
      held.set(9 + i, angularVelocity.get(i));
      held.set(12 + i, acceleration.get(i));
    }
  }

  /** Time since the last sound sample, nanoseconds; the greatest number before the first. */
  long ageNs() {
    return ageNs.get(0);
  }

  /** An element of the rotation from the unit's axes into the world's. */
  double rotation(int row, int column) {
    return held.get(3 * row + column);
  }

  /**
   * A row of the rotation times a vector in the unit's axes: the vector's part along a world axis.
   */
  double inWorld(int axis, double x, double y, double z) {
    return rotation(axis, 0) * x + rotation(axis, 1) * y + rotation(axis, 2) * z;
  }

  /** A column of the rotation times a vector in world axes: its part along an axis of the unit. */
  double inUnit(int axis, double x, double y, double z) {
    return rotation(0, axis) * x + rotation(1, axis) * y + rotation(2, axis) * z;
  }

  /** Angular velocity along an axis of the unit, rad/s. */
  double rate(int axis) {
    return held.get(9 + axis);
  }

  /** Acceleration with gravity along an axis of the unit, m/s^2. */
  double acceleration(int axis) {
    return held.get(12 + axis);
  }
}

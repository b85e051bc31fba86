package io.escapement.controller.estimation;

import io.escapement.controller.kinematics.Pose;
import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.kinematics.Vector3;

/**
 * How {@link SlidingLegs} trots on paper: where its base and feet are at any time, and what its
 * sensors would measure, by differences in time.
 */
class SyntheticWalk {

  static final double WEIGHT_ON_FOOT = 60;
  private static final double STEP = 1e-4;
  private static final double HALF_CYCLE = 0.2;
  private static final Vector3 GRAVITY = new Vector3(0, 0, 9.81);
  private static final Pose UNIT =
      new Pose(
          Vector3.of(SlidingLegs.UNIT),
          Rotation.about(new Vector3(0, 0, 1), StrictMath.toRadians(45)));

  /** The base in the world. */
  Pose base(double time) {
    double yaw = 0.5 * time;
    double v = 0.8;
    // A circle at constant speed, with bobbing, rolling and pitching.
    Vector3 position =
        new Vector3(
            v / 0.5 * StrictMath.sin(yaw),
            v / 0.5 * (1 - StrictMath.cos(yaw)),
            0.3 + 0.01 * (1 - StrictMath.cos(12 * time)));
    Rotation rotation =
        Rotation.about(new Vector3(0, 0, 1), yaw)
            .times(Rotation.about(new Vector3(0, 1, 0), 0.05 * StrictMath.sin(9 * time)))
            .times(Rotation.about(new Vector3(1, 0, 0), 0.04 * StrictMath.sin(7 * time)));
    return new Pose(position, rotation);
  }

  /** Whether a foot stands. */
  boolean stands(int foot, double time) {
    long half = (long) StrictMath.floor(time / HALF_CYCLE);
    boolean first = foot == 0 || foot == 3;
    return time < 0.1 || (half % 2 == 0) == first;
  }

  /** How far a foot has slipped, m in the world. */
  Vector3 slipped(int foot, double time) {
    return Vector3.ZERO;
  }

  Vector3 foot(int foot, double time) {
    double start = StrictMath.floor(time / HALF_CYCLE) * HALF_CYCLE;
    Vector3 place = foothold(foot, start);
    if (!stands(foot, time)) {
      Vector3 next = foothold(foot, start + HALF_CYCLE);
      double s = (time - start) / HALF_CYCLE;
      double smooth = s * s * (3 - 2 * s);
      double lift = 0.05 * StrictMath.sin(StrictMath.PI * s) * StrictMath.sin(StrictMath.PI * s);
      place = place.plus(next.plus(place.times(-1)).times(smooth)).plus(new Vector3(0, 0, lift));
    }
    return place.plus(slipped(foot, time));
  }

  /** The foothold of the stance that holds at, or ended at, the start of a half cycle. */
  private Vector3 foothold(int foot, double start) {
    long half = StrictMath.round(start / HALF_CYCLE);
    boolean first = foot == 0 || foot == 3;
    long stance = (half % 2 == 0) == first ? half : half - 1;
    double middle = Math.max(0, (stance + 0.5) * HALF_CYCLE);
    Vector3 under = base(middle).times(Vector3.of(SlidingLegs.HIPS[foot]));
    return new Vector3(under.x(), under.y(), 0);
  }

  /** Position of a foot's three slides, m. */
  Vector3 slides(int foot, double time) {
    return base(time)
        .inverse()
        .times(foot(foot, time))
        .plus(Vector3.of(SlidingLegs.HIPS[foot]).times(-1));
  }

  Vector3 slideVelocities(int foot, double time) {
    return slides(foot, time + STEP).plus(slides(foot, time - STEP).times(-1)).times(0.5 / STEP);
  }

  /** Efforts of a foot's slides that hold the ground's vertical force, N. */
  Vector3 efforts(int foot, double time) {
    Vector3 force = new Vector3(0, 0, stands(foot, time) ? WEIGHT_ON_FOOT : 0);
    return base(time).rotation().inverse().times(force).times(-1);
  }

  Pose unit(double time) {
    return base(time).times(UNIT);
  }

  private Vector3 unitVelocity(double time) {
    return difference(unit(time + STEP).position(), unit(time - STEP).position());
  }

  private static Vector3 difference(Vector3 after, Vector3 before) {
    return after.plus(before.times(-1)).times(0.5 / STEP);
  }

  /** Velocity of the unit in its own axes, m/s. */
  Vector3 velocityInUnit(double time) {
    return unit(time).rotation().inverse().times(unitVelocity(time));
  }

  /** Velocity of the base's origin in its own axes, m/s. */
  Vector3 velocityInBase(double time) {
    Vector3 velocity = difference(base(time + STEP).position(), base(time - STEP).position());
    return base(time).rotation().inverse().times(velocity);
  }

  /** What the accelerometer measures, m/s^2. */
  Vector3 acceleration(double time) {
    Vector3 acceleration = difference(unitVelocity(time + STEP), unitVelocity(time - STEP));
    return unit(time).rotation().inverse().times(acceleration.plus(GRAVITY));
  }

  /** What the gyroscope measures, rad/s. */
  Vector3 rate(double time) {
    Rotation before = unit(time - STEP).rotation();
    Rotation after = unit(time + STEP).rotation();
    Rotation turn = before.inverse().times(after);
    // Of a small rotation the odd part is the angle about each axis.
    return new Vector3(
            turn.y().z() - turn.z().y(), turn.z().x() - turn.x().z(), turn.x().y() - turn.y().x())
        .times(0.25 / STEP);
  }
}

package io.escapement.safety.viability;

/**
 * Acceleration bounds under which a joint that can keep its limits still can a period later (A. Del
 * Prete, "Joint position and velocity bounds in discrete-time acceleration/torque control of robot
 * manipulators", 2018).
 *
 * <p>With {@code d = qmax - q} the upper bound is the least of
 *
 * <ul>
 *   <li>position: {@code U3 = 2 (d - dt v) / dt^2} if {@code v <= 0} or {@code U3 > -v/dt}, else
 *       {@code min(-v^2 / (2 d), -v/dt)}: the peak between samples;
 *   <li>velocity: {@code (V - v) / dt};
 *   <li>viability: {@code max((-b + sqrt(b^2 - 4 dt^2 c)) / (2 dt^2), -v/dt)}, {@code b = 2 dt v +
 *       A dt^2}, {@code c = v^2 - 2 A (d - dt v)};
 *   <li>A.
 * </ul>
 *
 * The lower bound mirrors it. Where both cross, which happens within 1e-9 rad of a limit, the
 * position limit that is nearer wins. The robust version plans with {@code A - E} and keeps {@code
 * E} off both bounds, so that it holds for any acceleration within E of the one meant, given {@code
 * V >= 2 E dt}.
 *
 * <p>Pure functions in rad, rad/s, rad/s^2, s (or m). For a state that can no longer keep its
 * limits they brake; for one that is no number they are 0.
 */
public final class Viability {

  private Viability() {}

  /**
   * Whether a state can keep the limits.
   *
   * @param limits of the joint
   * @param q position
   * @param v velocity
   * @return true inside limits with room to brake at {@code A - E}; false also for what is no
   *     number
   */
  public static boolean isViable(JointLimits limits, double q, double v) {
    double room = v > 0 ? limits.upper() - q : q - limits.lower();
    return q >= limits.lower()
        && q <= limits.upper()
        && Math.abs(v) <= limits.velocity()
        && v * v <= 2 * (limits.acceleration() - limits.error()) * room;
  }

  /**
   * The least acceleration.
   *
   * @param limits of the joint
   * @param q position
   * @param v velocity
   * @param dt for how long the acceleration is held, s
   * @return finite; never above {@link #upper}
   */
  public static double lower(JointLimits limits, double q, double v, double dt) {
    double lower = -raw(limits, q - limits.lower(), -v, dt);
    double upper = raw(limits, limits.upper() - q, v, dt);
    double bound = lower <= upper || nearLower(limits, q) ? lower : upper;
    return Double.isFinite(bound) ? bound : 0;
  }

  /**
   * The greatest acceleration.
   *
   * @param limits of the joint
   * @param q position
   * @param v velocity
   * @param dt for how long the acceleration is held, s
   * @return finite; never below {@link #lower}
   */
  public static double upper(JointLimits limits, double q, double v, double dt) {
    double lower = -raw(limits, q - limits.lower(), -v, dt);
    double upper = raw(limits, limits.upper() - q, v, dt);
    double bound = lower <= upper || !nearLower(limits, q) ? upper : lower;
    return Double.isFinite(bound) ? bound : 0;
  }

  private static boolean nearLower(JointLimits limits, double q) {
    return q - limits.lower() < limits.upper() - q;
  }

  /** The bound towards a limit that is {@code room} away, regardless of the other one. */
  private static double raw(JointLimits limits, double room, double v, double dt) {
    double planned = limits.acceleration() - limits.error();
    double bound =
        Math.min(
            Math.min(position(room, v, dt), (limits.velocity() - v) / dt),
            viability(room, v, dt, planned));
    // No more than the joint can do, unless stopping within the period is what it would take.
    double most = Math.max(limits.acceleration(), Math.abs(v) / dt);
    return Math.min(Math.max(bound - limits.error(), -most), limits.acceleration());
  }

  static double position(double room, double v, double dt) {
    double atEnd = 2 * (room - dt * v) / (dt * dt);
    double stop = -v / dt;
    if (v <= 0 || atEnd > stop) {
      return atEnd;
    }
    return room > 0 ? Math.min(-v * v / (2 * room), stop) : stop;
  }

  static double viability(double room, double v, double dt, double acceleration) {
    if (room == Double.POSITIVE_INFINITY) {
      return room;
    }
    double b = 2 * dt * v + acceleration * dt * dt;
    double c = v * v - 2 * acceleration * (room - dt * v);
    double discriminant = b * b - 4 * dt * dt * c;
    double stop = -v / dt;
    if (discriminant < 0) {
      return stop;
    }
    return Math.max((-b + StrictMath.sqrt(discriminant)) / (2 * dt * dt), stop);
  }
}

package io.escapement.safety.viability;

/**
 * Acceleration bounds under which a joint that can keep its limits goes on doing so (A. Del Prete,
 * "Joint position and velocity bounds in discrete-time acceleration/torque control of robot
 * manipulators", 2018).
 *
 * <p>With {@code d = qmax - q}, H the longest time for which the acceleration is held and P =
 * {@link JointLimits#planned} the upper bound is the least of
 *
 * <ul>
 *   <li>position: {@code U3 = 2 (d - H v) / H^2} if {@code v <= 0} or {@code U3 > -v/H}, else
 *       {@code min(-v^2 / (2 d), -v/H)}: the peak between samples;
 *   <li>velocity: {@code (V - v) / H};
 *   <li>viability: {@code max((-b + sqrt(b^2 - 4 H^2 c)) / (2 H^2), -v/H)}, {@code b = 2 H v + P
 *       H^2}, {@code c = v^2 - 2 P (d - H v)};
 *   <li>A.
 * </ul>
 *
 * The lower bound mirrors it. The robust version keeps {@code E} off both bounds, so that all of
 * this holds for any acceleration within E of the one meant.
 *
 * <p><b>Any hold time.</b> From a state that is viable ({@link #isViable(JointLimits, double,
 * double, double)}) an acceleration inside the bounds keeps it viable at every t in [0, H], and so
 * inside its limits, whenever the next acceleration comes. The speed is linear in t and within V at
 * 0 and H. The position's peak within H is at most qmax: that is the first bound. Of {@code f = v^2
 * - 2 P d}, which has to stay at or below 0 while v is above 0, the slope is {@code 2 v (a + P)}:
 * if {@code a < -P} f falls from {@code f(0) <= 0}, else it rises until H, where the third bound
 * puts it at or below 0, or until v is 0, where {@code d >= 0} does.
 *
 * <p><b>There is room.</b> In a viable state with v at or above 0 lower is at or below upper. If
 * the upper bound before E is taken off is -v/H or more, coming to rest at H is allowed by both.
 * Else it is {@code -v^2 / (2 d)}, at most P in size, and turns the joint around within H;
 * accelerating away with {@code P + 2E} at most for less than H it reaches less than {@code P H + 2
 * E H <= V}, and stays viable towards the other limit by the last condition on P. Only rounding,
 * within 1e-9 rad of a limit, makes the bounds cross: then the limit that is nearer wins, and may
 * be left by as much.
 *
 * <p>What P says cannot be kept (0 or less) the bounds do not keep; they count on A - E then. H
 * must not change between ticks, or A be at most {@code P + E} of the longest: what is viable for a
 * short hold need not be for a long one.
 *
 * <p>Pure functions in rad, rad/s, rad/s^2, s (or m). For a state that can no longer keep its
 * limits they brake, and bring it back slowly; for one that is no number they are 0.
 */
public final class Viability {

  /** What the difference of two positions may be off by, rad, with a wide margin. */
  private static final double ROUNDING = 1e-9;

  /** How fast a joint is to come back that was found outside its limits, rad/s. */
  private static final double RETURN_SPEED = 0.1;

  private Viability() {}

  /**
   * Whether a state can keep the limits if accelerations can be chosen at any time.
   *
   * @param limits of the joint
   * @param q position
   * @param v velocity
   * @return true inside limits with room to brake at {@code A - E}; false also for what is no
   *     number
   */
  public static boolean isViable(JointLimits limits, double q, double v) {
    return isViable(limits, q, v, limits.acceleration() - limits.error(), true);
  }

  /**
   * Whether a state can keep the limits if accelerations are held for up to a given time.
   *
   * @param limits of the joint
   * @param q position
   * @param v velocity
   * @param dt H, the longest time for which an acceleration is held, s
   * @return true inside limits with room to brake at {@link JointLimits#planned}; false also for
   *     what is no number
   */
  public static boolean isViable(JointLimits limits, double q, double v, double dt) {
    double planned = limits.planned(dt);
    return isViable(limits, q, v, planned, planned > 0);
  }

  private static boolean isViable(
      JointLimits limits, double q, double v, double planned, boolean possible) {
    double room = v > 0 ? limits.upper() - q : q - limits.lower();
    return possible
        && q >= limits.lower()
        && q <= limits.upper()
        && Math.abs(v) <= limits.velocity()
        && v * v <= 2 * planned * room;
  }

  /**
   * The least acceleration.
   *
   * @param limits of the joint
   * @param q position
   * @param v velocity
   * @param dt H, the longest time for which the acceleration is held, s
   * @return finite; never above {@link #upper}
   */
  public static double lower(JointLimits limits, double q, double v, double dt) {
    return lower(limits, q, v, dt, limits.acceleration());
  }

  /**
   * The least acceleration, where drives may give more than what bounds count on. Nothing in the
   * proof rests on A as a bound of what is asked for.
   *
   * @param limits of the joint
   * @param q position
   * @param v velocity
   * @param dt H, the longest time for which the acceleration is held, s
   * @param most what stands for A as the bound away from the limit, at least A
   * @return finite if {@code most} is; never above {@link #upper}
   */
  public static double lower(JointLimits limits, double q, double v, double dt, double most) {
    double planned = counted(limits, dt);
    double lower = -raw(limits, planned, q - limits.lower(), -v, dt, most);
    double upper = raw(limits, planned, limits.upper() - q, v, dt, most);
    return finite(lower <= upper || nearLower(limits, q) ? lower : upper);
  }

  /**
   * The greatest acceleration.
   *
   * @param limits of the joint
   * @param q position
   * @param v velocity
   * @param dt H, the longest time for which the acceleration is held, s
   * @return finite; never below {@link #lower}
   */
  public static double upper(JointLimits limits, double q, double v, double dt) {
    return upper(limits, q, v, dt, limits.acceleration());
  }

  /**
   * The greatest acceleration, where drives may give more than what bounds count on. Nothing in the
   * proof rests on A as a bound of what is asked for.
   *
   * @param limits of the joint
   * @param q position
   * @param v velocity
   * @param dt H, the longest time for which the acceleration is held, s
   * @param most what stands for A as the bound away from the limit, at least A
   * @return finite if {@code most} is; never below {@link #lower}
   */
  public static double upper(JointLimits limits, double q, double v, double dt, double most) {
    double planned = counted(limits, dt);
    double lower = -raw(limits, planned, q - limits.lower(), -v, dt, most);
    double upper = raw(limits, planned, limits.upper() - q, v, dt, most);
    return finite(lower <= upper || !nearLower(limits, q) ? upper : lower);
  }

  /**
   * Both bounds at once: {@link #lower} and {@link #upper}, bit for bit. Allocates nothing.
   *
   * @param limits of the joint
   * @param counted what {@link #counted} is for these limits and this H, rad/s^2
   * @param q position
   * @param v velocity
   * @param dt H, the longest time for which the acceleration is held, s
   * @param most what stands for A as the bound away from the limit, at least A
   * @param bounds where the least and then the greatest acceleration go
   */
  public static void bounds(
      JointLimits limits,
      double counted,
      double q,
      double v,
      double dt,
      double most,
      double[] bounds) {
    double lower = -raw(limits, counted, q - limits.lower(), -v, dt, most);
    double upper = raw(limits, counted, limits.upper() - q, v, dt, most);
    boolean apart = lower <= upper;
    boolean near = nearLower(limits, q);
    bounds[0] = finite(apart || near ? lower : upper);
    bounds[1] = finite(apart || !near ? upper : lower);
  }

  private static double finite(double bound) {
    return Double.isFinite(bound) ? bound : 0;
  }

  private static boolean nearLower(JointLimits limits, double q) {
    return q - limits.lower() < limits.upper() - q;
  }

  /**
   * The acceleration that the bounds count on for braking later.
   *
   * @param limits of the joint
   * @param dt H, the longest time for which an acceleration is held, s
   * @return P, or A - E where there is no P that can be kept
   */
  public static double counted(JointLimits limits, double dt) {
    double planned = limits.planned(dt);
    return planned > 0 ? planned : limits.acceleration() - limits.error();
  }

  /** The bound towards a limit that is {@code room} away, regardless of the other one. */
  private static double raw(
      JointLimits limits, double planned, double room, double v, double dt, double away) {
    double stopping = position(room, v, dt);
    if (v > 0 && v * v <= 2 * planned * (room + ROUNDING)) {
      // Of a room near 0 the quotient -v^2 / (2 room) is rounding, and harder braking runs away.
      stopping = Math.max(stopping, -planned);
    }
    double bound =
        Math.min(Math.min(stopping, (limits.velocity() - v) / dt), viability(room, v, dt, planned));
    if (room < -ROUNDING && v <= 0) {
      // Outside, and no longer on the way out: back at a walk, not with all that the joint has.
      bound = (-Math.min(RETURN_SPEED, limits.velocity() / 10) - v) / dt;
    }
    // No more than the joint can do, unless stopping within the period is what it would take.
    double most = Math.max(limits.acceleration(), v / dt);
    return Math.min(Math.max(bound - limits.error(), -most), away);
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

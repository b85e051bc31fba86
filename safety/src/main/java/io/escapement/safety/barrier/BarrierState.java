package io.escapement.safety.barrier;

import java.util.List;

/**
 * What a barrier is at a tick: h, how fast it changes, and what the joints' accelerations make of
 * it: {@code hdd = gradient . qdd + curvature}. Made once, written by each evaluation.
 *
 * <p>h is in m (rad or m for joints), rates in m/s, accelerations in m/s^2.
 */
public final class BarrierState {

  private final double[] gradient;
  private final double[] velocityMax;
  private final double[] accelerationMax;
  private final double heldS;
  private double value = Double.NaN;
  private double rate;
  private double drift;
  private double curvature;
  private double bend;
  private double jerk;
  private boolean active;

  /**
   * Makes room, and takes the bounds from which {@link #bend} and {@link #jerk} are worked out.
   *
   * @param velocityMax each joint's greatest speed, rad/s (m/s); the list's size is the number of
   *     joints
   * @param accelerationMax the greatest acceleration of each joint that happens at all, rad/s^2
   *     (m/s^2)
   * @param heldS for how long a command is held, s
   * @throws IllegalArgumentException if a bound is negative or not finite, or the sizes differ
   */
  public BarrierState(List<Double> velocityMax, List<Double> accelerationMax, double heldS) {
    this.velocityMax = velocityMax.stream().mapToDouble(Double::doubleValue).toArray();
    this.accelerationMax = accelerationMax.stream().mapToDouble(Double::doubleValue).toArray();
    this.heldS = heldS;
    gradient = new double[this.velocityMax.length];
    boolean fits =
        velocityMax.size() == accelerationMax.size()
            && isBound(heldS)
            && velocityMax.stream().allMatch(BarrierState::isBound)
            && accelerationMax.stream().allMatch(BarrierState::isBound);
    if (!fits) {
      throw new IllegalArgumentException(
          "expected finite bounds of at least 0 for each joint, found "
              + velocityMax
              + ", "
              + accelerationMax
              + " and "
              + heldS
              + " s");
    }
  }

  private static boolean isBound(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }

  /**
   * Whether there is a barrier to keep at this tick. One that is not active, such as a force limit
   * without contact, makes no row.
   *
   * @return false also where nothing is known
   */
  public boolean isActive() {
    return active;
  }

  /**
   * Whether the measurements were numbers. Where they were not, nothing is safe to do but to brake.
   *
   * @return false if the value is NaN
   */
  public boolean isKnown() {
    return !Double.isNaN(value);
  }

  /**
   * h, margin taken off.
   *
   * @return m (rad); negative where the barrier is broken; NaN where unknown
   */
  public double value() {
    return value;
  }

  /**
   * hd, at the measured velocities.
   *
   * @return m/s; 0 where unknown
   */
  public double rate() {
    return rate;
  }

  /**
   * The part of hd that no joint's velocity makes, but a floating base's.
   *
   * @return m/s; {@code rate - gradient . qd}; 0 for a fixed base
   */
  public double drift() {
    return drift;
  }

  /**
   * dh/dq, the columns of a floating base left out.
   *
   * @return one number a joint, in the robot's order; zeros where not active; not to be written
   */
  public double[] gradient() {
    return gradient;
  }

  /**
   * The part of hdd that no joint's acceleration makes. Where the points that are closest slide
   * along their links, that is in it.
   *
   * @return m/s^2
   */
  public double curvature() {
    return curvature;
  }

  /**
   * Bound on {@code |hdd|} while joint velocities are held, whichever they are within their
   * maximum: the M of a barrier of degree one. It does not count that points slide on both of two
   * segments at once; there it is that of one.
   *
   * @return m/s^2
   */
  public double bend() {
    return bend;
  }

  /**
   * Bound on {@code |hddd|} while joint accelerations are held, from the measured state on and for
   * as long as a command is held; of sliding points as {@link #bend}. How a floating base moves
   * counts in neither.
   *
   * @return m/s^3
   */
  public double jerk() {
    return jerk;
  }

  /**
   * Bound on {@code |hdd|} for as long as a command is held, whatever the joints do.
   *
   * @return m/s^2
   */
  public double acceleration() {
    double sum = Math.abs(curvature);
    for (int i = 0; i < gradient.length; i++) {
      sum += Math.abs(gradient[i]) * accelerationMax[i];
    }
    return sum + jerk * heldS;
  }

  int joints() {
    return gradient.length;
  }

  /** The greatest speed of a joint while a command is held. */
  double fastest(int joint, double speed) {
    double now = Math.abs(speed);
    double most = now + accelerationMax[joint] * heldS;
    return Math.min(most, Math.max(velocityMax[joint], now));
  }

  double accelerationMax(int joint) {
    return accelerationMax[joint];
  }

  double heldS() {
    return heldS;
  }

  /** Takes a value of h; the gradient has been written. */
  void set(double newValue, double newRate, double newCurvature) {
    value = newValue;
    rate = newRate;
    drift = 0;
    curvature = newCurvature;
    bend = 0;
    jerk = 0;
    active = true;
  }

  /** Takes what is left of the rate without the joints as its drift; the gradient is written. */
  void splitRate(RobotMotion motion) {
    double sum = rate;
    for (int i = 0; motion.base() > 0 && i < gradient.length; i++) {
      sum -= gradient[i] * motion.jointVelocity(i);
    }
    drift = motion.base() > 0 ? sum : 0;
  }

  void setBounds(double newBend, double newJerk) {
    bend = newBend;
    jerk = newJerk;
  }

  /** Nothing to keep at this tick. */
  void setInactive(double newValue) {
    set(newValue, 0, 0);
    clear();
    active = false;
  }

  /** Last of an evaluation: a state in which anything is no number is unknown. */
  void seal() {
    boolean finite =
        Double.isFinite(value)
            && Double.isFinite(rate)
            && Double.isFinite(drift)
            && Double.isFinite(curvature)
            && Double.isFinite(bend)
            && Double.isFinite(jerk);
    for (double slope : gradient) {
      finite &= Double.isFinite(slope);
    }
    // An infinity is no number to plan with either.
    if (!finite) {
      setInactive(Double.NaN);
    }
  }

  private void clear() {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = 0;
    }
  }
}

package io.escapement.controller.robot;

/**
 * How fast the parts of a command may change; infinite where they may jump.
 *
 * @param position rate of the target position, rad/s or m/s
 * @param velocity rate of the target velocity, rad/s^2 or m/s^2
 * @param effort rate of the effort, Nm/s or N/s
 */
public record SlewLimits(double position, double velocity, double effort) {
  /** No limit at all. */
  public static final SlewLimits NONE =
      new SlewLimits(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  /**
   * Both limits at once.
   *
   * @param other another set of limits
   * @return the lower of each
   */
  public SlewLimits and(SlewLimits other) {
    return new SlewLimits(
        Math.min(position, other.position),
        Math.min(velocity, other.velocity),
        Math.min(effort, other.effort));
  }
}

package io.escapement.safety.viability;

/**
 * The limits of a joint and what it can do to keep them.
 *
 * @param lower least position, rad (m)
 * @param upper greatest position, rad (m)
 * @param velocity greatest speed V, rad/s (m/s)
 * @param acceleration A, rad/s^2 (m/s^2): what the joint can always be given, at the weakest point
 *     of its effort envelope, not a wish
 * @param error E, rad/s^2 (m/s^2): how far the acceleration that happens may be from the one that
 *     was meant; less than A
 */
public record JointLimits(
    double lower, double upper, double velocity, double acceleration, double error) {

  /**
   * Checks the limits.
   *
   * @param lower least position, rad
   * @param upper greatest position, rad
   * @param velocity greatest speed, rad/s
   * @param acceleration A, rad/s^2
   * @param error E, rad/s^2
   * @throws IllegalArgumentException if they leave no room; infinite positions are room enough
   */
  public JointLimits {
    boolean fits =
        lower < upper && velocity > 0 && acceleration > 0 && error >= 0 && error < acceleration;
    if (!fits || !Double.isFinite(velocity) || !Double.isFinite(acceleration)) {
      throw new IllegalArgumentException(
          "expected lower < upper, a velocity above 0 and 0 <= error < acceleration, found "
              + lower
              + ", "
              + upper
              + ", "
              + velocity
              + ", "
              + error
              + ", "
              + acceleration);
    }
  }

  /**
   * Limits of a joint that does exactly what is meant.
   *
   * @param lower least position, rad
   * @param upper greatest position, rad
   * @param velocity greatest speed, rad/s
   * @param acceleration A, rad/s^2
   */
  public JointLimits(double lower, double upper, double velocity, double acceleration) {
    this(lower, upper, velocity, acceleration, 0);
  }
}

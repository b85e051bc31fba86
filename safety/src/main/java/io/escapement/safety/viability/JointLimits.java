package io.escapement.safety.viability;

/**
 * The limits of a joint and what it can do to keep them.
 *
 * @param lower least position, rad (m); minus infinity if there is none
 * @param upper greatest position, rad (m); infinity if there is none
 * @param velocity greatest speed V, rad/s (m/s); infinity if there is none
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
   * @throws IllegalArgumentException if they leave no room; infinite limits are room enough
   */
  public JointLimits {
    boolean fits =
        lower < upper && velocity > 0 && acceleration > 0 && error >= 0 && error < acceleration;
    boolean somewhere = lower < Double.POSITIVE_INFINITY && upper > Double.NEGATIVE_INFINITY;
    if (!fits || !somewhere || !Double.isFinite(acceleration)) {
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

  /**
   * The acceleration P that bounds may count on for braking later, when accelerations are chosen
   * once in H seconds: at most
   *
   * <ul>
   *   <li>{@code A - E}, what is left of A whatever the error;
   *   <li>{@code V/H - 2E}: a brake that turns the joint around at a limit early in the period, and
   *       is off by the error, accelerates it away for the rest of the period;
   *   <li>the largest P with {@code (P + E) (P + 2E) H^2 <= P (upper - lower)}: it must then still
   *       have room to brake before the other limit.
   * </ul>
   *
   * @param heldS H, s: the longest time for which an acceleration is held
   * @return P; 0 or less if no bounds can keep these limits, since the speed limit is below what
   *     the error makes in two holds, or the positions are too close for the error
   */
  public double planned(double heldS) {
    double most = Math.min(acceleration - error, velocity / heldS - 2 * error);
    double range = (upper - lower) / (heldS * heldS);
    if (range == Double.POSITIVE_INFINITY) {
      return most;
    }
    // P^2 - 2 half P + 2 E^2 <= 0 lies between two roots, or nowhere.
    double half = (range - 3 * error) / 2;
    double spread = StrictMath.sqrt(Math.max(0, half * half - 2 * error * error));
    boolean possible = half * half >= 2 * error * error && most >= half - spread;
    return possible ? Math.min(most, half + spread) : 0;
  }
}

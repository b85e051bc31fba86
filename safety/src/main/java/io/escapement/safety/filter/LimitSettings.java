package io.escapement.safety.filter;

/**
 * How the filters use the robot model's limits.
 *
 * @param positionMargin how far inside the joint limits set-points stay, rad (m), at least 0
 * @param positionExcess how far outside the joint limits (less the margin) the set-point of an
 *     impedance drive may lie, rad (m), at least 0: policies trained on such drives use set-points
 *     beyond a stop to press against it
 * @param velocityScale part of the velocity limits that is used, above 0, at most 1
 * @param effortScale part of the effort limits that is used, above 0, at most 1
 * @param outwardGuard whether efforts are taken away that would push a joint farther beyond a
 *     position or velocity limit which it is measured to have passed
 */
public record LimitSettings(
    double positionMargin,
    double positionExcess,
    double velocityScale,
    double effortScale,
    boolean outwardGuard) {

  /** The robot model's limits as they are. */
  public static final LimitSettings DEFAULT = new LimitSettings(0, 0, 1, 1, true);

  /**
   * Checks the ranges.
   *
   * @param positionMargin at least 0
   * @param positionExcess at least 0
   * @param velocityScale in (0, 1]
   * @param effortScale in (0, 1]
   * @param outwardGuard any
   */
  public LimitSettings {
    boolean distances = positionMargin >= 0 && positionExcess >= 0;
    boolean scales = velocityScale > 0 && velocityScale <= 1 && effortScale > 0 && effortScale <= 1;
    if (!distances || !scales) {
      throw new IllegalArgumentException("a limit setting is out of its range");
    }
  }
}

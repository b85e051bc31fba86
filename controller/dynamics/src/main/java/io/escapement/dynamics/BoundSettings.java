package io.escapement.dynamics;

/**
 * How bounds are looked for.
 *
 * @param massError how much of its mass and moments of inertia the bodies may have too much or too
 *     little, all by the same factor: 0.2 for 20 %. Armatures count as known
 * @param effortShare what of the effort limits is counted on, above 0, at most 1
 * @param stoppingTimeS no acceleration is larger than what stops a joint from its largest velocity
 *     in this time. A light wrist could otherwise have thousands of rad/s^2, which cost the joints
 *     before it their effort, of which every error of the model is a share, and with which nothing
 *     is gained: a joint that stops in a tenth of a second has passed a twentieth of its speed
 * @param samples how many states are looked at, before the worst of them are made worse
 */
public record BoundSettings(
    double massError, double effortShare, double stoppingTimeS, int samples) {

  /** Masses within 20 %, nine tenths of the effort, stops in 0.1 s, 2000 states. */
  public static final BoundSettings DEFAULT = new BoundSettings(0.2, 0.9, 0.1, 2000);

  /** No acceleration of a joint without a limit of velocity is larger, rad/s^2 or m/s^2. */
  public static final double ENDLESS_RAD_S2 = 100;

  /**
   * Checks the numbers.
   *
   * @param massError 0 to below 1
   * @param effortShare above 0, at most 1
   * @param stoppingTimeS s, above 0
   * @param samples at least 1
   * @throws IllegalArgumentException if one is outside
   */
  public BoundSettings {
    boolean error = massError >= 0 && massError < 1;
    boolean share = effortShare > 0 && effortShare <= 1;
    if (!error || !share || !(stoppingTimeS > 0) || samples < 1) {
      throw new IllegalArgumentException(
          "mass error "
              + massError
              + ", effort share "
              + effortShare
              + ", stopping time "
              + stoppingTimeS
              + ", samples "
              + samples);
    }
  }

  /**
   * The same with another error of the masses.
   *
   * @param error 0 to below 1
   * @return new settings
   */
  public BoundSettings withMassError(double error) {
    return new BoundSettings(error, effortShare, stoppingTimeS, samples);
  }

  /**
   * The same with another share of the efforts.
   *
   * @param share above 0, at most 1
   * @return new settings
   */
  public BoundSettings withEffortShare(double share) {
    return new BoundSettings(massError, share, stoppingTimeS, samples);
  }

  /**
   * The same with another time to stop in.
   *
   * @param timeS s, above 0
   * @return new settings
   */
  public BoundSettings withStoppingTime(double timeS) {
    return new BoundSettings(massError, effortShare, timeS, samples);
  }
}

package io.escapement.safety.kernel;

/**
 * What a stochastic barrier certifies: with {@code B >= 0}, {@code B <= eta} where a run starts,
 * {@code B >= gamma} where it is unsafe and {@code E[B(x')] <= B(x) + c} on each of T ticks, {@code
 * P(unsafe within T) <= (eta + c T) / gamma}.
 */
public final class SafetyProbability {

  private SafetyProbability() {}

  /**
   * The bound.
   *
   * @param eta greatest barrier where a run starts, 0 or more
   * @param gamma least barrier where it is unsafe, above eta
   * @param c how much the expected barrier may grow a tick, 0 or more
   * @param ticks T
   * @return 0 to 1
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static double bound(double eta, double gamma, double c, long ticks) {
    if (!(eta >= 0 && gamma > eta && c >= 0) || ticks < 0) {
      throw new IllegalArgumentException(
          "expected 0 <= eta < gamma, c >= 0, ticks >= 0, found "
              + eta
              + ", "
              + gamma
              + ", "
              + c
              + ", "
              + ticks);
    }
    return Math.min(1, (eta + c * ticks) / gamma);
  }
}

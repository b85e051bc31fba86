package io.escapement.safety.supervisor;

/**
 * How far and how fast a fallback slows the policy down.
 *
 * @param share part of each speed limit that is left, above 0 and at most 1
 * @param rampNs time over which the limits go down to it, and come back; nanoseconds
 */
public record SlowSettings(double share, long rampNs) {

  /** A quarter of each limit, in 200 ms. */
  public static final SlowSettings DEFAULT = new SlowSettings(0.25, 200_000_000);

  /**
   * Checks the ranges.
   *
   * @param share above 0 and at most 1
   * @param rampNs at least 0
   */
  public SlowSettings {
    if (!(share > 0 && share <= 1) || rampNs < 0) {
      throw new IllegalArgumentException("a share of " + share + " in " + rampNs + " ns");
    }
  }

  /**
   * How much the share changes in a time.
   *
   * @param dtNs the time, nanoseconds
   * @return at most the whole way, which it goes at once without a ramp
   */
  double change(long dtNs) {
    return dtNs >= rampNs ? 1 - share : (1 - share) * Math.max(0, dtNs) / rampNs;
  }
}

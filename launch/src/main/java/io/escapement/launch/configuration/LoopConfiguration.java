package io.escapement.launch.configuration;

/**
 * The {@code loop} block of a run.
 *
 * @param periodNs control period, nanoseconds
 * @param pacer what time is
 */
public record LoopConfiguration(long periodNs, PacerKind pacer) {

  private static final double NS_PER_S = 1e9;

  /**
   * The rate of the loop.
   *
   * @return ticks per second
   */
  public double rateHz() {
    return NS_PER_S / periodNs;
  }
}

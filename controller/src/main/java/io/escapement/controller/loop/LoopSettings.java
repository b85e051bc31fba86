package io.escapement.controller.loop;

/**
 * How long a loop runs and how it warms up.
 *
 * @param periodNs control period, nanoseconds
 * @param maxTicks ticks to run, or {@link Long#MAX_VALUE}
 * @param warmUpTicks ticks of the stages alone, before the first tick and outside every statistic;
 *     the record is afterwards as it was
 * @param settleTicks ticks at the start that count for no statistic of allocation, while classes
 *     still load
 */
public record LoopSettings(long periodNs, long maxTicks, int warmUpTicks, int settleTicks) {

  /** Warm-up that suffices for the compiler to have seen every stage. */
  public static final int DEFAULT_WARM_UP_TICKS = 5_000;

  /** Ticks after which a loop is in its steady state. */
  public static final int DEFAULT_SETTLE_TICKS = 500;

  /**
   * Checks the settings.
   *
   * @param periodNs control period, nanoseconds
   * @param maxTicks ticks to run
   * @param warmUpTicks warm-up ticks
   * @param settleTicks ticks that count for no statistic of allocation
   * @throws IllegalArgumentException if the period is not positive or a count is negative
   */
  public LoopSettings {
    requirePositive(periodNs, "periodNs");
    if (maxTicks < 0 || warmUpTicks < 0 || settleTicks < 0) {
      throw new IllegalArgumentException("counts of ticks must not be negative");
    }
  }

  /**
   * Settings with the usual warm-up.
   *
   * @param periodNs control period, nanoseconds
   * @param maxTicks ticks to run, or {@link Long#MAX_VALUE}
   * @return the settings
   */
  public static LoopSettings of(long periodNs, long maxTicks) {
    return new LoopSettings(periodNs, maxTicks, DEFAULT_WARM_UP_TICKS, DEFAULT_SETTLE_TICKS);
  }

  static long requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " is " + value + ", expected a positive number");
    }
    return value;
  }
}

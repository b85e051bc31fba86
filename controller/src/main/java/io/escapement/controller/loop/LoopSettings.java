package io.escapement.controller.loop;

/**
 * How long a loop runs and how it warms up.
 *
 * @param periodNs control period, nanoseconds
 * @param maxTicks ticks to run, or {@link Long#MAX_VALUE}
 * @param warmUpTicks most ticks of the stages alone, before the first tick and outside every
 *     statistic; the record is afterwards as it was
 * @param warmUpNs time after which the warm-up ends with fewer ticks, nanoseconds
 * @param settleTicks ticks at the start that count for no statistic of allocation, while classes
 *     still load
 */
public record LoopSettings(
    long periodNs, long maxTicks, int warmUpTicks, long warmUpNs, int settleTicks) {

  /** Ticks that suffice for the compiler's last stage, which a method enters after 5000 calls. */
  public static final int DEFAULT_WARM_UP_TICKS = 6_000;

  /** Time that a warm-up takes at most, but for its first ticks. */
  public static final long DEFAULT_WARM_UP_NS = 400_000_000L;

  /** Ticks after which a loop is in its steady state. */
  public static final int DEFAULT_SETTLE_TICKS = 500;

  /**
   * Checks the settings.
   *
   * @param periodNs control period, nanoseconds
   * @param maxTicks ticks to run
   * @param warmUpTicks most warm-up ticks
   * @param warmUpNs most time for them, nanoseconds
   * @param settleTicks ticks that count for no statistic of allocation
   * @throws IllegalArgumentException if the period is not positive or a count is negative
   */
  public LoopSettings {
    requirePositive(periodNs, "periodNs");
    if (maxTicks < 0 || warmUpTicks < 0 || warmUpNs < 0 || settleTicks < 0) {
      throw new IllegalArgumentException("counts of ticks and times must not be negative");
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
    return new LoopSettings(
        periodNs, maxTicks, DEFAULT_WARM_UP_TICKS, DEFAULT_WARM_UP_NS, DEFAULT_SETTLE_TICKS);
  }

  /**
   * Settings with a warm-up of so many ticks, however long they take.
   *
   * @param periodNs control period, nanoseconds
   * @param maxTicks ticks to run, or {@link Long#MAX_VALUE}
   * @param warmUpTicks warm-up ticks
   * @param settleTicks ticks that count for no statistic of allocation
   */
  public LoopSettings(long periodNs, long maxTicks, int warmUpTicks, int settleTicks) {
    this(periodNs, maxTicks, warmUpTicks, Long.MAX_VALUE, settleTicks);
  }

  static long requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " is " + value + ", expected a positive number");
    }
    return value;
  }
}

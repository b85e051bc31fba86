package io.escapement.controller.loop;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long before a moment a thread stops sleeping and spins, and where that comes from. A window
 * as long as nearly every wake-up is late makes the tick punctual; what it costs is processor time,
 * so that it is bounded by the period and, since a real-time thread that never sleeps is stopped by
 * the kernel, by the processor time that the kernel leaves to such threads.
 *
 * @param windowNs the window, nanoseconds, 0 or more
 * @param medianNs median lateness of the wake-ups that were measured, nanoseconds
 * @param highNs lateness that one of them in a hundred exceeded, nanoseconds
 * @param samples wake-ups that were measured
 * @param limit what set the window
 */
public record SpinWindow(long windowNs, long medianNs, long highNs, int samples, Limit limit) {

  /** What sets a window. */
  public enum Limit {
    /** The lateness of the wake-ups, as it should be. */
    WAKE_UP,
    /** {@link #MOST_OF_A_PERIOD}. */
    PERIOD,
    /** What the kernel leaves to real-time threads, less the tick. */
    RT_BUDGET;

    /**
     * The name in results.
     *
     * @return in lower case
     */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Share of a period that is spun away at most. */
  public static final double MOST_OF_A_PERIOD = 0.4;

  /** Share of the kernel's budget for real-time threads that tick and spin together may take. */
  public static final double MOST_OF_THE_BUDGET = 0.8;

  /** Room above the lateness that was measured: the run sees more wake-ups than the calibration. */
  private static final double ROOM = 1.25;

  private static final double MEDIAN = 0.5;
  private static final double HIGH = 0.99;

  /**
   * The window for a loop.
   *
   * @param latenessNs lateness of wake-ups, nanoseconds, in any order, at least one
   * @param tickNs what a tick takes, nanoseconds
   * @param periodNs the loop's period, nanoseconds, positive
   * @param budget share of the processor that the kernel leaves to real-time threads, 0 to 1
   * @return the window
   * @throws IllegalArgumentException if there is no measurement
   */
  public static SpinWindow of(long[] latenessNs, long tickNs, long periodNs, double budget) {
    if (latenessNs.length == 0) {
      throw new IllegalArgumentException("no wake-up was measured");
    }
    LoopSettings.requirePositive(periodNs, "periodNs");
    long[] sorted = latenessNs.clone();
    Arrays.sort(sorted);
    long highNs = atShare(sorted, HIGH);
    long wanted = (long) (ROOM * highNs);
    long ofPeriod = (long) (MOST_OF_A_PERIOD * periodNs);
    long ofBudget = (long) (MOST_OF_THE_BUDGET * budget * periodNs) - tickNs;
    long window = wanted;
    Limit limit = Limit.WAKE_UP;
    if (window > ofPeriod) {
      window = ofPeriod;
      limit = Limit.PERIOD;
    }
    if (window > ofBudget) {
      window = ofBudget;
      limit = Limit.RT_BUDGET;
    }
    return new SpinWindow(
        Math.max(0, window), atShare(sorted, MEDIAN), highNs, sorted.length, limit);
  }

  private static long atShare(long[] sorted, double share) {
    return Math.max(0, sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))]);
  }
}

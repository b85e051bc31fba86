package io.escapement.controller.loop;

/**
 * The timing arithmetic of a periodic loop, as pure functions over monotonic nanoseconds. Ticks are
 * due at {@code origin + k period}; a tick that could not start before a later one was due is
 * skipped, never made good.
 */
public final class Schedule {

  private Schedule() {}

  /**
   * Periods that have passed unused when the loop turns to its next tick.
   *
   * @param dueNs when the next tick is due
   * @param nowNs the time now
   * @param periodNs the period
   * @return 0 if the tick is not yet due, or due for less than a period; else the number of whole
   *     periods by which it is late
   */
  public static int skippedPeriods(long dueNs, long nowNs, long periodNs) {
    long late = nowNs - dueNs;
    return late < periodNs ? 0 : (int) Math.min(late / periodNs, Integer.MAX_VALUE);
  }

  /**
   * When the tick that follows is due.
   *
   * @param dueNs when the tick was due that has just been started
   * @param periodNs the period
   * @return the next instant of the absolute schedule
   */
  public static long nextDueNs(long dueNs, long periodNs) {
    return dueNs + periodNs;
  }

  /**
   * Wake-up after the due time.
   *
   * @param dueNs when the tick was due
   * @param nowNs when it started
   * @return nanoseconds, 0 if it started early
   */
  public static long latenessNs(long dueNs, long nowNs) {
    return Math.max(0, nowNs - dueNs);
  }
}

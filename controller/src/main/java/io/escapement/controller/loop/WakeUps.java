package io.escapement.controller.loop;

import java.util.function.LongConsumer;

/** Measures how late a sleep ends on the calling thread, as it is scheduled now. */
final class WakeUps {

  /** How long a measurement takes, about. */
  static final long DURATION_NS = 150_000_000L;

  private static final long LONGEST_SLEEP_NS = 500_000L;
  private static final long SHORTEST_SLEEP_NS = 20_000L;
  private static final int FEWEST = 20;
  private static final int MOST = 1_000;

  /** The first sleeps pay for what is loaded with them. */
  private static final int UNCOUNTED = 5;

  private WakeUps() {}

  /** What a loop of this period sleeps in one go, or less, so that many fit into the time. */
  static long sleepNs(long periodNs) {
    return Math.max(SHORTEST_SLEEP_NS, Math.min(LONGEST_SLEEP_NS, periodNs / 2));
  }

  /**
   * Sleeps again and again.
   *
   * @param sleepNs how long each time, nanoseconds
   * @param clock measures
   * @param sleep sleeps for a number of nanoseconds
   * @return lateness of each wake-up, nanoseconds
   */
  static long[] measure(long sleepNs, Clock clock, LongConsumer sleep) {
    long[] latenessNs = new long[MOST];
    int count = -UNCOUNTED;
    long startNs = clock.nanoTime();
    long nowNs = startNs;
    while (count < FEWEST || (count < MOST && nowNs - startNs < DURATION_NS)) {
      long dueNs = clock.nanoTime() + sleepNs;
      sleep.accept(sleepNs);
      nowNs = clock.nanoTime();
      if (count >= 0) {
        latenessNs[count] = Schedule.latenessNs(dueNs, nowNs);
      }
      count++;
    }
    return java.util.Arrays.copyOf(latenessNs, count);
  }
}

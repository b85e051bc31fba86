package io.escapement.controller.journal;

/**
 * How long the journal's writer sleeps between two looks into the ring: long enough to find many
 * records at once, so that it wakes rarely and leaves processor and caches to the loop, and short
 * enough that the ring never fills by more than an eighth meanwhile. It settles by doubling and
 * halving.
 */
final class DrainPace {

  static final long SHORTEST_NS = 50_000;
  static final long LONGEST_NS = 5_000_000;

  private static final int MOST = 8;
  private static final int FEW = 16;

  private long sleepNs = SHORTEST_NS;

  /**
   * The sleep that follows a look.
   *
   * @param drained records that the look found
   * @param capacity records that the ring holds
   * @return nanoseconds
   */
  long nextNs(long drained, long capacity) {
    if (drained * MOST > capacity) {
      sleepNs = Math.max(SHORTEST_NS, sleepNs / 2);
    } else if (drained * FEW <= capacity) {
      sleepNs = Math.min(LONGEST_NS, sleepNs * 2);
    }
    return sleepNs;
  }
}

package io.escapement.controller.loop;

/**
 * When a tick happens: filled by a pacer, read by the loop, one instance for the life of a loop.
 */
public final class TickTime {

  /** Time of the tick on the schedule, nanoseconds since the start of the run. */
  public long timeNs;

  /**
   * Time since the tick before, nanoseconds; for the first tick one period and those skipped before
   * it.
   */
  public long dtNs;

  /** Periods skipped just before this tick. */
  public int skipped;

  /**
   * Those of the skipped periods that passed while the pacer waited; the others had passed when it
   * was asked to, in the tick before.
   */
  public int skippedAsleep;

  /** Wake-up after the moment for which the pacer waited, nanoseconds, 0 or more. */
  public long latenessNs;

  /** Creates the time before the first tick. */
  public TickTime() {}
}

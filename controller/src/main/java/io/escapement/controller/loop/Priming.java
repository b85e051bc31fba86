package io.escapement.controller.loop;

import io.escapement.controller.stage.Pipeline;
import java.util.function.Supplier;

/**
 * Runs the coming tick's stages once for nothing, shortly before they are due. A thread that slept
 * finds its caches in the hands of others, and most of what a paced tick takes is the fetching of
 * code, record and weights; after this it has been fetched already. It can be done because a stage
 * keeps everything in the record, which is put back as it was.
 *
 * <p>It begins as long before the tick as it took lately, and a quarter more; what it took at
 * longest is forgotten slowly. One that took much longer than those before it was interrupted, and
 * says nothing of the next, unless that is the same.
 */
final class Priming implements Prelude {

  private static final long FIRST_GUESS_NS = 100_000;
  private static final long MOST_MARGIN_NS = 20_000;

  /** Part of the period that the margin may take, as a divisor. */
  private static final int MARGIN_DIVISOR = 20;

  private static final int FORGETTING_SHIFT = 6;
  private static final int INTERRUPTED = 4;

  private final Clock clock;
  private final Supplier<Pipeline> pipeline;
  private final long marginNs;
  private long longestNs = FIRST_GUESS_NS;
  private boolean interrupted;

  /**
   * Creates it.
   *
   * @param periodNs the loop's period, nanoseconds
   * @param clock the loop's clock
   * @param pipeline the one that runs, which may change between ticks
   */
  Priming(long periodNs, Clock clock, Supplier<Pipeline> pipeline) {
    this.clock = clock;
    this.pipeline = pipeline;
    this.marginNs = Math.min(MOST_MARGIN_NS, periodNs / MARGIN_DIVISOR);
  }

  @Override
  public long leadNs() {
    longestNs -= longestNs >> FORGETTING_SHIFT;
    return longestNs + (longestNs >> 2) + marginNs;
  }

  @Override
  public void run(long timeNs, long dtNs) {
    long startNs = clock.nanoTime();
    pipeline.get().prime(clock, timeNs, dtNs);
    long tookNs = clock.nanoTime() - startNs;
    interrupted = !interrupted && tookNs > INTERRUPTED * longestNs;
    if (!interrupted) {
      longestNs = Math.max(longestNs, tookNs);
    }
  }
}

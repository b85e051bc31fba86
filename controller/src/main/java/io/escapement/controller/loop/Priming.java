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
 * longest is forgotten slowly, since ticks that infer are among those that do not.
 */
final class Priming implements Prelude {

  private static final long FIRST_GUESS_NS = 100_000;
  private static final long MARGIN_NS = 20_000;
  private static final int FORGETTING_SHIFT = 6;

  private final Clock clock;
  private final Supplier<Pipeline> pipeline;
  private long longestNs = FIRST_GUESS_NS;

  /**
   * Creates it.
   *
   * @param clock the loop's clock
   * @param pipeline the one that runs, which may change between ticks
   */
  Priming(Clock clock, Supplier<Pipeline> pipeline) {
    this.clock = clock;
    this.pipeline = pipeline;
  }

  @Override
  public long leadNs() {
    longestNs -= longestNs >> FORGETTING_SHIFT;
    return longestNs + (longestNs >> 2) + MARGIN_NS;
  }

  @Override
  public void run(long timeNs, long dtNs) {
    long startNs = clock.nanoTime();
    pipeline.get().prime(clock, timeNs, dtNs);
    longestNs = Math.max(longestNs, clock.nanoTime() - startNs);
  }
}

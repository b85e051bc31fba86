package io.escapement.controller.loop;

import io.escapement.controller.record.RecordSink;
import io.escapement.controller.stage.Pipeline;
import java.util.function.Supplier;

/**
 * What a loop does in the time that it would sleep away: at once whatever need not wait for the
 * tick, and shortly before the tick the {@link Priming}. Used by the loop's thread only.
 */
final class BetweenTicks implements Prelude {

  private final Clock clock;
  private final Supplier<Pipeline> pipeline;
  private final Priming priming;
  private long aheadNs;

  /**
   * Creates it.
   *
   * @param periodNs the loop's period, nanoseconds
   * @param clock the loop's clock
   * @param pipeline the one that runs, which may change between ticks
   * @param sink takes its records
   */
  BetweenTicks(long periodNs, Clock clock, Supplier<Pipeline> pipeline, Supplier<RecordSink> sink) {
    this.clock = clock;
    this.pipeline = pipeline;
    this.priming = new Priming(periodNs, clock, pipeline, sink);
  }

  @Override
  public void ahead(long timeNs) {
    long startNs = clock.nanoTime();
    pipeline.get().ahead(timeNs);
    aheadNs = clock.nanoTime() - startNs;
  }

  /** What was done ahead of the tick that begins took, nanoseconds; 0 if asked again. */
  long takeAheadNs() {
    long tookNs = aheadNs;
    aheadNs = 0;
    return tookNs;
  }

  @Override
  public long leadNs() {
    return priming.leadNs();
  }

  @Override
  public void run(long timeNs, long dtNs) {
    priming.run(timeNs, dtNs);
  }
}

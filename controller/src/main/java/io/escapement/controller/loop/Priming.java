package io.escapement.controller.loop;

import io.escapement.controller.record.RecordSink;
import io.escapement.controller.stage.Pipeline;
import java.util.function.Supplier;

/**
 * Runs the coming tick's stages once for nothing, shortly before they are due. A thread that slept
 * finds its caches in the hands of others, and most of what a paced tick takes is the fetching of
 * code, record and weights; after this it has been fetched already. It can be done because a stage
 * keeps everything in the record, which is put back as it was.
 *
 * <p>It begins as long before the tick as it usually takes, and a little more by how much that
 * varies: smoothed mean and deviation, as TCP's retransmission timer has them (V. Jacobson,
 * Congestion avoidance and control, 1988). Where it would take too much of the period it is left
 * out, for longer each time: one that is tried again after a while is a cold one, and may make its
 * tick late.
 */
final class Priming {

  private static final long FIRST_GUESS_NS = 100_000;
  private static final long MOST_MARGIN_NS = 20_000;

  /** Part of the period that the margin may take, as a divisor. */
  private static final int MARGIN_DIVISOR = 20;

  private static final int MEAN_SHIFT = 3;
  private static final int DEVIATION_SHIFT = 2;
  private static final int DEVIATIONS = 2;

  /** One that took so many times the usual was interrupted, and counts as if it had not been. */
  private static final int INTERRUPTED = 4;

  /** Times in a row that it may take too long: the first ones are cold. */
  private static final int PATIENCE = 32;

  private static final int FIRST_REST_TICKS = 1 << 8;
  private static final int LONGEST_REST_TICKS = 1 << 18;

  private final Clock clock;
  private final Supplier<Pipeline> pipeline;
  private final Supplier<RecordSink> sink;
  private final long marginNs;
  private final long mostNs;
  private long meanNs;
  private long deviationNs;
  private int tooLong;
  private int restTicks;
  private int nextRestTicks = FIRST_REST_TICKS;

  /**
   * Creates it.
   *
   * @param periodNs the loop's period, nanoseconds
   * @param clock the loop's clock
   * @param pipeline the one that runs, which may change between ticks
   * @param sink takes its records
   */
  Priming(long periodNs, Clock clock, Supplier<Pipeline> pipeline, Supplier<RecordSink> sink) {
    this.clock = clock;
    this.pipeline = pipeline;
    this.sink = sink;
    this.marginNs = Math.min(MOST_MARGIN_NS, periodNs / MARGIN_DIVISOR);
    this.mostNs = periodNs / Prelude.PERIOD_DIVISOR;
    guess();
  }

  private void guess() {
    meanNs = Math.min(FIRST_GUESS_NS, mostNs / 2);
    deviationNs = meanNs / 4;
  }

  /** How long before the tick to begin, nanoseconds; 0 to leave it out. Called once a tick. */
  long leadNs() {
    if (restTicks > 0) {
      restTicks--;
      return 0;
    }
    long leadNs = meanNs + DEVIATIONS * deviationNs + marginNs;
    if (leadNs <= mostNs) {
      tooLong = 0;
      return leadNs;
    }
    if (++tooLong <= PATIENCE) {
      return mostNs;
    }
    tooLong = 0;
    restTicks = nextRestTicks;
    nextRestTicks = Math.min(2 * nextRestTicks, LONGEST_REST_TICKS);
    guess();
    return 0;
  }

  /** Runs the coming tick's stages, and touches where its record will go. */
  void run(long timeNs, long dtNs) {
    long startNs = clock.nanoTime();
    sink.get().prime();
    pipeline.get().prime(clock, timeNs, dtNs);
    long tookNs = Math.min(clock.nanoTime() - startNs, INTERRUPTED * meanNs);
    long errorNs = tookNs - meanNs;
    // Never nothing, which would call each that follows interrupted.
    meanNs = Math.max(1, meanNs + (errorNs >> MEAN_SHIFT));
    deviationNs += (Math.abs(errorNs) - deviationNs) >> DEVIATION_SHIFT;
  }
}

package io.escapement.controller.loop;

import io.escapement.controller.record.DiscardingSink;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.Pipeline;
import org.agrona.ExpandableArrayBuffer;

/**
 * Rehearses ticks before the first one, so that inference engines, the compiler and the caches have
 * seen them, and puts the record back as it was. It can do so because a stage keeps everything in
 * the record. Sources and sinks stay out of it: nothing is read from the world or sent to it.
 */
public final class WarmUp {

  /** Ticks that run whatever the time: engines make their plans in the first ones. */
  static final int FEWEST_TICKS = 3;

  /**
   * Rehearsed time after which the record begins anew: before measurements that stand still look
   * stale, so that what is rehearsed is what will run.
   */
  private static final long STRETCH_NS = 20_000_000;

  private final Pipeline pipeline;
  private final LoopSettings settings;
  private final LoopStatistics statistics;
  private final Clock clock;
  private final RehearsalPacer pacer;

  WarmUp(
      Pipeline pipeline,
      LoopSettings settings,
      Pacer pacer,
      Clock clock,
      LoopStatistics statistics) {
    this.pipeline = pipeline;
    this.settings = settings;
    this.statistics = statistics;
    this.clock = clock;
    this.pacer = new RehearsalPacer(pacer.rehearsal(), settings.periodNs());
  }

  /**
   * Warms a pipeline up that will be handed to a running loop. Not on the loop's thread.
   *
   * @param pipeline the pipeline, whose record is left unchanged
   * @param settings the loop's
   */
  public static void run(Pipeline pipeline, LoopSettings settings) {
    Pacer pacer = new LockstepPacer(settings.periodNs());
    new WarmUp(pipeline, settings, pacer, Clock.system(), new LoopStatistics()).run();
  }

  /**
   * Rehearses, and empties the statistics again.
   *
   * @return what a tick of the rehearsal took at the median, nanoseconds
   */
  long run() {
    if (settings.warmUpTicks() == 0) {
      return 0;
    }
    TickRecord record = pipeline.record();
    int length = record.layout().length();
    ExpandableArrayBuffer before = new ExpandableArrayBuffer(length);
    record.copyTo(before, 0, length);
    Loop rehearsal =
        new Loop(
            settings,
            new Revision(0, pipeline, new DiscardingSink()),
            pacer,
            clock,
            statistics,
            new StopRequest(),
            0);
    statistics.rehearse();
    try {
      pacer.start();
      rehearse(rehearsal, before, length);
    } finally {
      pipeline.endRehearsal();
      record.copyFrom(before, 0, 0, length);
    }
    long tickNs = statistics.tick().getValueAtPercentile(50);
    statistics.reset();
    return tickNs;
  }

  private void rehearse(Loop rehearsal, ExpandableArrayBuffer before, int length) {
    long stretch = Math.max(1, STRETCH_NS / settings.periodNs());
    long startNs = clock.nanoTime();
    for (int i = 0; i < settings.warmUpTicks(); i++) {
      if (i >= FEWEST_TICKS && clock.nanoTime() - startNs >= settings.warmUpNs()) {
        return;
      }
      if (i > 0 && i % stretch == 0) {
        pipeline.record().copyFrom(before, 0, 0, length);
        pacer.restart();
      }
      pipeline.rehearse(i);
      rehearsal.rehearse(i % stretch);
    }
  }
}

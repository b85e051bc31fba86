package io.escapement.controller.loop;

import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.Pipeline;
import org.agrona.ExpandableArrayBuffer;

/**
 * Runs a pipeline's stages before their first tick, so that inference engines and the compiler have
 * seen them, and puts the record back as it was. It can do so because a stage keeps everything in
 * the record.
 */
public final class WarmUp {

  private WarmUp() {}

  /**
   * Warms a pipeline up. Not on the loop's thread while it runs.
   *
   * @param pipeline the pipeline, whose record is left unchanged
   * @param ticks how many ticks to run
   * @param periodNs control period, nanoseconds
   */
  public static void run(Pipeline pipeline, int ticks, long periodNs) {
    TickRecord record = pipeline.record();
    int length = record.layout().length();
    ExpandableArrayBuffer before = new ExpandableArrayBuffer(length);
    record.copyTo(before, 0, length);
    for (int i = 0; i < ticks; i++) {
      pipeline.setTime(i, i * periodNs, periodNs, 0);
      pipeline.replayTick((stage, channels) -> {});
    }
    record.copyFrom(before, 0, 0, length);
  }
}

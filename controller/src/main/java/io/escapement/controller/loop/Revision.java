package io.escapement.controller.loop;

import io.escapement.controller.record.RecordSink;
import io.escapement.controller.stage.Pipeline;
import java.util.Objects;

/**
 * One pipeline of a run with the sink for its records. A run starts with revision 0; each later one
 * is prepared and warmed off the loop's thread, and the loop changes over between two ticks.
 *
 * @param number 0 for the first, rising by one
 * @param pipeline the wired stages with their record
 * @param sink takes the finished records of this layout
 */
public record Revision(int number, Pipeline pipeline, RecordSink sink) {

  /**
   * Checks the parts.
   *
   * @param number not negative
   * @param pipeline not null
   * @param sink not null
   */
  public Revision {
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(sink, "sink");
    if (number < 0) {
      throw new IllegalArgumentException("revision " + number + ", expected 0 or more");
    }
  }
}

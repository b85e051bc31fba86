package io.escapement.controller.replay;

import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.stage.Pipeline;

/** Builds the pipeline of a recorded revision once more. Called by several threads at once. */
@FunctionalInterface
public interface PipelineFactory {

  /**
   * Builds a pipeline with recorded inputs.
   *
   * @param header describes the revision
   * @return a new pipeline, which the caller closes
   */
  Pipeline create(JournalHeader header);
}

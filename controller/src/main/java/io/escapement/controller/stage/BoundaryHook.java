package io.escapement.controller.stage;

import java.util.List;

/** Is called on replay after each stage that has written boundary channels. */
@FunctionalInterface
public interface BoundaryHook {

  /**
   * Compares what an engine wrote with what was journaled, and may replace it.
   *
   * @param stage name of the stage
   * @param channels names of the boundary channels that it wrote
   */
  void afterBoundary(String stage, List<String> channels);
}

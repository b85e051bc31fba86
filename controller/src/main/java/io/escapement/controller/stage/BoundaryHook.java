package io.escapement.controller.stage;

import java.util.List;

/**
 * Is called on replay after each stage that has written boundary channels, and after each
 * recomputation that has written inputs.
 */
@FunctionalInterface
public interface BoundaryHook {

  /**
   * Compares what an engine wrote with what was journaled, and may replace it.
   *
   * @param stage name of the stage or recomputation
   * @param channels names of the channels that it wrote
   */
  void afterBoundary(String stage, List<String> channels);
}

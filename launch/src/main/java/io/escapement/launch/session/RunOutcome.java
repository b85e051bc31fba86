package io.escapement.launch.session;

import io.escapement.controller.loop.LoopResult;
import io.escapement.controller.loop.LoopStatistics;

/**
 * How a loop ended, and what it measured.
 *
 * @param result how it ended
 * @param statistics its histograms
 * @param elapsedNs how long it took, nanoseconds
 */
record RunOutcome(LoopResult result, LoopStatistics statistics, long elapsedNs) {

  boolean failed() {
    return result.end() == LoopResult.End.FAILED;
  }
}

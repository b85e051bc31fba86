package io.escapement.launch.session;

import io.escapement.controller.loop.LoopResult;
import io.escapement.controller.loop.LoopStatistics;
import io.escapement.controller.loop.SpinWindow;
import io.escapement.launch.summary.ProcessFigures;
import java.util.Optional;

/**
 * How a loop ended, and what it measured.
 *
 * @param result how it ended
 * @param statistics its histograms
 * @param spin how the loop waited, if it slept
 * @param elapsedNs how long it took, nanoseconds
 * @param process what the process did in steady state
 */
record RunOutcome(
    LoopResult result,
    LoopStatistics statistics,
    Optional<SpinWindow> spin,
    long elapsedNs,
    ProcessFigures process) {

  boolean failed() {
    return result.end() == LoopResult.End.FAILED;
  }
}

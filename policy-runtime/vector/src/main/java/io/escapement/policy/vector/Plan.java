package io.escapement.policy.vector;

import io.escapement.policy.vector.Value.Signal;
import java.util.Map;

/**
 * A compiled model: arrays for its inputs, steps, arrays with its outputs.
 *
 * @param inputs by the tensor's name
 * @param steps in the order in which they run
 * @param outputs by the tensor's name
 */
record Plan(Map<String, Signal> inputs, Step[] steps, Map<String, Signal> outputs) {

  /** Runs all steps; false if one has no result. */
  boolean run() {
    for (Step step : steps) {
      if (!step.run()) {
        return false;
      }
    }
    return true;
  }
}

package io.escapement.policy.importer.isaaclab;

import io.escapement.policy.bundle.InputSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A reference motion inside a model: a clock goes in, the motion's joints and bodies come out and
 * are observed at the next inference.
 *
 * @param input name of the input that takes the step
 * @param startStep the motion's step in the first observation
 * @param anchor name of the body that observations are relative to
 * @param bodies names of the motion's bodies, in the order of its outputs
 * @param outputs names of the outputs that terms read
 */
record ReferenceMotion(
    String input, int startStep, String anchor, List<String> bodies, List<String> outputs) {

  ReferenceMotion {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(anchor, "anchor");
    bodies = List.copyOf(bodies);
    outputs = List.copyOf(outputs);
  }

  /**
   * The clock. The motion in the first observation is what the model gives one step before the
   * first inference.
   */
  Map<String, InputSpec> inputs() {
    return Map.of(input, new InputSpec.Clock(startStep + 1.0, 1, Double.POSITIVE_INFINITY));
  }

  int anchorIndex() {
    return bodies.indexOf(anchor);
  }
}

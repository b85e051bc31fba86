package io.escapement.policy.vector;

import io.escapement.policy.vector.Value.Signal;
import java.util.ArrayList;
import java.util.List;

/** Steps in the order in which they run. What depends on constants alone is run at once instead. */
final class Program {

  private final List<Step> steps = new ArrayList<>();
  private boolean isComplete = true;

  /** A new tensor that is to be computed from others. */
  Signal make(Shape shape, Signal... sources) {
    boolean isConstant = true;
    for (Signal source : sources) {
      isConstant &= source.isConstant();
    }
    return new Signal(Lanes.array(shape.elements()), shape, isConstant, false);
  }

  /** Adds the step that writes a tensor. */
  void add(Signal result, Step step) {
    if (!result.isConstant()) {
      steps.add(step);
    } else {
      isComplete &= step.run();
    }
  }

  /** False if a constant asked for what is not there. */
  boolean isComplete() {
    return isComplete;
  }

  Step[] steps() {
    return steps.toArray(Step[]::new);
  }
}

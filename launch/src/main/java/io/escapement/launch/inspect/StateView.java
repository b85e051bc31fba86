package io.escapement.launch.inspect;

import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.bundle.StateSpec;
import java.util.List;

/**
 * A tensor that a model takes from its own last inference.
 *
 * @param input name of the input
 * @param output name of the output
 * @param initial first values, one for all elements or one for each
 */
public record StateView(String input, String output, List<Double> initial) {

  static List<StateView> of(PolicyBundle bundle) {
    return bundle.tensors().states().stream().map(StateView::of).toList();
  }

  private static StateView of(StateSpec state) {
    return new StateView(state.input(), state.output(), state.initial().values());
  }

  /** The state in a line. */
  String text() {
    String first = initial.size() == 1 ? initial.get(0).toString() : initial.size() + " values";
    return input + " from " + output + ", first " + first;
  }
}

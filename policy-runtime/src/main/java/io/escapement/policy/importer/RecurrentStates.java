package io.escapement.policy.importer;

import io.escapement.policy.bundle.StateSpec;
import io.escapement.policy.inference.TensorInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds the tensors that a recurrent model takes and gives back: {@code h_in} and {@code h_out}.
 */
public final class RecurrentStates {

  private static final String IN = "_in";

  private RecurrentStates() {}

  /**
   * Pairs a model's further inputs with its outputs.
   *
   * @param model the model
   * @param taken inputs that are known to be something else
   * @param request where the import was asked for
   * @param findings takes what was inferred
   * @return the states, zero at the start, in the order of the inputs
   * @throws io.escapement.controller.config.PreflightException if an input is left over, or a state
   *     comes back in another shape
   */
  public static List<StateSpec> of(
      ImportedModel model, Collection<String> taken, ImportRequest request, Findings findings) {
    List<StateSpec> states = new ArrayList<>();
    for (TensorInfo input : model.summary().inputs()) {
      if (taken.contains(input.name())) {
        continue;
      }
      String name = input.name();
      Optional<TensorInfo> output =
          name.endsWith(IN)
              ? model.summary().output(name.substring(0, name.length() - IN.length()) + "_out")
              : Optional.empty();
      if (output.isEmpty() || !output.get().shape().equals(input.shape())) {
        throw request
            .place()
            .preflight()
            .summary("this importer does not know what the model's input \"" + name + "\" takes")
            .expected("only " + String.join(", ", taken) + ", and states such as h_in with h_out")
            .found(input + output.map(other -> ", " + other).orElse(""))
            .remedy("write the policy.yaml by hand: its key \"inputs\" says what an input takes")
            .build();
      }
      states.add(StateSpec.zero(name, output.get().name()));
      findings.inferred(
          "states." + name, "from " + output.get().name() + ", 0 at the start", "the model");
    }
    return states;
  }
}

package io.escapement.policy.bundle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the inputs of a model take and what its outputs give.
 *
 * @param input name of the input that takes the observation
 * @param output name of the output that is the action, or that the head turns into one
 * @param inputs what further inputs take, by name
 * @param states tensors that are carried from one inference to the next
 * @param remembered further outputs that are kept until the next inference, for terms to read
 */
public record ModelTensors(
    String input,
    String output,
    Map<String, InputSpec> inputs,
    List<StateSpec> states,
    List<String> remembered) {

  /** Those of a policy without a model. */
  public static final ModelTensors NONE = of("", "");

  /**
   * Keeps copies.
   *
   * @param input name of the observation's tensor
   * @param output name of the action's tensor
   * @param inputs what further inputs take
   * @param states tensors that are carried over
   * @param remembered outputs that are kept
   */
  public ModelTensors {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    states = List.copyOf(states);
    remembered = List.copyOf(remembered);
  }

  /**
   * One input and one output.
   *
   * @param input name of the observation's tensor
   * @param output name of the action's tensor
   * @return the tensors
   */
  public static ModelTensors of(String input, String output) {
    return new ModelTensors(input, output, Map.of(), List.of(), List.of());
  }
}

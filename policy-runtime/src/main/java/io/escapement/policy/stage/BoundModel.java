package io.escapement.policy.stage;

import io.escapement.policy.bundle.StateSpec;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * All tensors of a model that a policy uses, and the channels that they are bound to.
 *
 * @param observation the input that takes the main observation
 * @param output the output that is the action, or that the head turns into one
 * @param inputs further inputs, without those that take a state
 * @param states tensors that are carried from one inference to the next
 * @param outputs further outputs, without those that give a state
 * @param remembered those among the further outputs that are kept until the next inference
 * @param notices what a user should know, such as a batch dimension that was set to 1
 */
public record BoundModel(
    BoundTensor observation,
    BoundTensor output,
    List<BoundTensor> inputs,
    List<State> states,
    List<BoundTensor> outputs,
    List<BoundTensor> remembered,
    List<String> notices) {

  /**
   * A state.
   *
   * @param spec what the bundle says
   * @param input the input that takes it, bound to a memory channel
   * @param output the output that gives it, bound to a boundary channel
   */
  public record State(StateSpec spec, BoundTensor input, BoundTensor output) {}

  /**
   * Keeps copies.
   *
   * @param observation takes the main observation
   * @param output is the action
   * @param inputs further inputs
   * @param states tensors that are carried over
   * @param outputs further outputs
   * @param remembered those that are kept
   * @param notices what a user should know
   */
  public BoundModel {
    Objects.requireNonNull(observation, "observation");
    Objects.requireNonNull(output, "output");
    inputs = List.copyOf(inputs);
    states = List.copyOf(states);
    outputs = List.copyOf(outputs);
    remembered = List.copyOf(remembered);
    notices = List.copyOf(notices);
  }

  /**
   * What the model gives beside the main output.
   *
   * @return further outputs, and those that give states
   */
  List<BoundTensor> furtherOutputs() {
    return Stream.concat(outputs.stream(), states.stream().map(State::output)).toList();
  }
}

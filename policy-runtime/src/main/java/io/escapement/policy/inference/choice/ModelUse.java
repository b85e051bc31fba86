package io.escapement.policy.inference.choice;

import io.escapement.policy.inference.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run uses a model: enough to evaluate it as the run will, without a robot.
 *
 * @param model which model
 * @param inputs all of its inputs that are bound
 * @param outputs all of its outputs that are bound
 * @param golden values of some inputs in each golden vector; the others are as at a start
 * @param inline whether the loop's thread waits for it
 * @param calls evaluations of the model in one inference of the policy, 1 or more
 */
public record ModelUse(
    RunModel model,
    List<Input> inputs,
    List<Tensor> outputs,
    List<Map<String, List<Double>>> golden,
    boolean inline,
    int calls) {

  /**
   * A tensor.
   *
   * @param name its name
   * @param type of its elements
   * @param shape its dimensions, none dynamic
   */
  public record Tensor(String name, TensorType type, List<Long> shape) {

    /**
     * Keeps a copy.
     *
     * @param name its name
     * @param type of its elements, one that can be bound
     * @param shape its dimensions
     */
    public Tensor {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      shape = List.copyOf(shape);
    }

    /**
     * Number of elements.
     *
     * @return the product of the dimensions
     */
    public int size() {
      return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    }
  }

  /**
   * An input.
   *
   * @param tensor the tensor
   * @param start its values at a start, as many as it has elements; empty if it is new at every
   *     inference, as an observation is
   * @param from the output that it takes over after each inference; empty if it is no state
   */
  public record Input(Tensor tensor, Optional<List<Double>> start, Optional<String> from) {

    /**
     * Checks that all are there.
     *
     * @param tensor the tensor
     * @param start its values at a start
     * @param from the output that it takes over
     */
    public Input {
      Objects.requireNonNull(tensor, "tensor");
      start = start.map(List::copyOf);
      Objects.requireNonNull(from, "from");
    }
  }

  /**
   * Keeps copies.
   *
   * @param model which model
   * @param inputs all that are bound
   * @param outputs all that are bound
   * @param golden values in each golden vector
   * @param inline whether the loop waits for it
   * @param calls evaluations in one inference
   */
  public ModelUse {
    Objects.requireNonNull(model, "model");
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    golden = List.copyOf(golden);
    if (calls < 1) {
      throw new IllegalArgumentException(calls + " calls, expected 1 or more");
    }
  }
}

package io.escapement.policy.stage;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one input and the one output of a feedforward policy, with the shapes that they are bound
 * with.
 *
 * @param input name of the input
 * @param inputShape its dimensions, none dynamic
 * @param output name of the output
 * @param outputShape its dimensions, none dynamic
 * @param notices what a user should know, such as a batch dimension that was set to 1
 */
public record FeedforwardTensors(
    String input,
    List<Long> inputShape,
    String output,
    List<Long> outputShape,
    List<String> notices) {

  /**
   * Keeps copies.
   *
   * @param input name of the input
   * @param inputShape its dimensions
   * @param output name of the output
   * @param outputShape its dimensions
   * @param notices what a user should know
   */
  public FeedforwardTensors {
    inputShape = List.copyOf(inputShape);
    outputShape = List.copyOf(outputShape);
    notices = List.copyOf(notices);
  }

  /**
   * Number of elements of the input.
   *
   * @return the observation's size
   */
  public int inputSize() {
    return size(inputShape);
  }

  /**
   * Number of elements of the output.
   *
   * @return the action's size
   */
  public int outputSize() {
    return size(outputShape);
  }

  private static int size(List<Long> shape) {
    return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
  }

  /**
   * Holds a model's signature against a bundle on a robot.
   *
   * @param signature the model's
   * @param bundle the bundle
   * @param policy the bundle on the robot
   * @return the tensors
   * @throws PreflightException with everything that does not fit
   */
  static FeedforwardTensors of(
      ModelSignature signature, PolicyBundle bundle, ResolvedPolicy policy) {
    List<Problem> problems = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    Place inputPlace = bundle.places().of("input");
    Place outputPlace = bundle.places().of("output");
    String size = policy.layout().size() + " elements, one for each of the observation:\n  ";
    String table = String.join("\n  ", policy.layout().table());
    List<Long> in =
        shape(
            find(bundle.input(), signature.inputs(), inputPlace, problems),
            policy.layout().size(),
            size + table + "\n ",
            inputPlace,
            problems,
            notices);
    List<Long> out =
        shape(
            find(bundle.output(), signature.outputs(), outputPlace, problems),
            policy.actions().size(),
            policy.actions().size()
                + " elements, one for each joint of the actions ("
                + String.join(", ", policy.actions().labels())
                + ")",
            outputPlace,
            problems,
            notices);
    for (TensorInfo other : signature.inputs()) {
      if (!other.name().equals(bundle.input()) && signature.input(bundle.input()).isPresent()) {
        problems.add(
            inputPlace
                .preflight()
                .summary("nothing supplies the model's input " + other)
                .expected("a model of one input for the form \"" + bundle.form() + "\"")
                .problem());
      }
    }
    if (!problems.isEmpty()) {
      throw new PreflightException(problems);
    }
    return new FeedforwardTensors(bundle.input(), in, bundle.output(), out, notices);
  }

  private static Optional<TensorInfo> find(
      String name, List<TensorInfo> all, Place place, List<Problem> problems) {
    Optional<TensorInfo> tensor =
        all.stream().filter(candidate -> candidate.name().equals(name)).findFirst();
    if (tensor.isEmpty()) {
      problems.add(
          place
              .preflight()
              .summary("the model has no such tensor")
              .expected(
                  "one of " + all.stream().map(TensorInfo::name).collect(Collectors.joining(", ")))
              .found('"' + name + '"')
              .problem());
    } else if (tensor.get().type() != TensorType.FLOAT32) {
      problems.add(
          place
              .preflight()
              .summary("the tensor's elements are of another type")
              .expected("float32")
              .found(tensor.get().typeAndShape())
              .problem());
      return Optional.empty();
    }
    return tensor;
  }

  /** Fixes dynamic dimensions: the last becomes what is needed, the others 1. */
  private static List<Long> shape(
      Optional<TensorInfo> tensor,
      int size,
      String expected,
      Place place,
      List<Problem> problems,
      List<String> notices) {
    if (tensor.isEmpty()) {
      return List.of();
    }
    List<Long> shape = new ArrayList<>(tensor.get().shape());
    int last = shape.size() - 1;
    for (int i = 0; i < last; i++) {
      if (shape.get(i) == TensorInfo.DYNAMIC) {
        shape.set(i, 1L);
      }
    }
    if (last >= 0 && shape.get(last) == TensorInfo.DYNAMIC) {
      shape.set(last, (long) size);
    }
    if (tensor.get().dynamic()) {
      notices.add(tensor.get() + " is bound as " + shape);
    }
    if (shape.stream().reduce(1L, Math::multiplyExact) != size) {
      problems.add(
          place
              .preflight()
              .summary("the tensor does not have the policy's size")
              .expected(expected)
              .found(tensor.get().typeAndShape())
              .remedy(
                  "describe what the model was trained with, or name the model of this description")
              .problem());
    }
    return shape;
  }
}

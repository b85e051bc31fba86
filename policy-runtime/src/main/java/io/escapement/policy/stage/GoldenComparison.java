package io.escapement.policy.stage;

import io.escapement.controller.config.Problem;
import io.escapement.policy.bundle.GoldenVectors;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Evaluates a model on golden vectors. */
final class GoldenComparison {

  private final GoldenVectors golden;
  private final FeedforwardTensors tensors;
  private final ResolvedPolicy policy;
  private final Place place;
  private final ByteBuffer in;
  private final ByteBuffer out;
  private final List<Problem> problems = new ArrayList<>();
  private double worst;

  private GoldenComparison(
      GoldenVectors golden, FeedforwardTensors tensors, ResolvedPolicy policy) {
    this.golden = golden;
    this.tensors = tensors;
    this.policy = policy;
    this.place = policy.bundle().places().of("golden");
    this.in = floats(tensors.inputSize());
    this.out = floats(tensors.outputSize());
  }

  static GoldenComparison of(
      GoldenVectors golden,
      FeedforwardTensors tensors,
      InferenceModel model,
      ResolvedPolicy policy) {
    GoldenComparison comparison = new GoldenComparison(golden, tensors, policy);
    try (InferenceBinding binding =
        model.bind(
            List.of(new TensorMemory(tensors.input(), comparison.in, tensors.inputShape())),
            List.of(new TensorMemory(tensors.output(), comparison.out, tensors.outputShape())))) {
      for (int i = 0; i < golden.cases().size(); i++) {
        comparison.compare(i, golden.cases().get(i), binding);
      }
    }
    return comparison;
  }

  /** Vectors that were compared. */
  int cases() {
    return golden.cases().size();
  }

  /** Greatest difference of an element. */
  double worst() {
    return worst;
  }

  /** The first difference of each vector that is off. */
  List<Problem> problems() {
    return problems;
  }

  private void compare(int index, GoldenVectors.Case one, InferenceBinding binding) {
    if (one.observation().size() != tensors.inputSize()
        || one.action().size() != tensors.outputSize()) {
      problems.add(
          place
              .preflight()
              .summary("golden case " + index + " does not fit the policy")
              .expected(tensors.inputSize() + " observations, " + tensors.outputSize() + " actions")
              .found(one.observation().size() + " and " + one.action().size())
              .problem());
      return;
    }
    for (int i = 0; i < one.observation().size(); i++) {
      in.putFloat(Float.BYTES * i, one.observation().get(i).floatValue());
    }
    if (!binding.run()) {
      problems.add(
          place
              .preflight()
              .summary("the model cannot be evaluated on golden case " + index)
              .found(binding.failure())
              .problem());
      return;
    }
    int wrong = firstWrong(one);
    if (wrong >= 0) {
      problems.add(
          place
              .preflight()
              .summary(
                  "golden case "
                      + index
                      + ", action "
                      + wrong
                      + " ("
                      + policy.actions().labels().get(wrong)
                      + ") is off by more than "
                      + golden.tolerance())
              .expected(one.action().get(wrong).toString())
              .found(Float.toString(out.getFloat(Float.BYTES * wrong)))
              .remedy("model and vectors are not of the same training; bring back the right pair")
              .problem());
    }
  }

  private int firstWrong(GoldenVectors.Case one) {
    int wrong = -1;
    for (int i = one.action().size() - 1; i >= 0; i--) {
      double off = Math.abs(out.getFloat(Float.BYTES * i) - one.action().get(i));
      worst = Math.max(worst, off);
      // A NaN compares false with everything, and so is wrong.
      if (!(off <= golden.tolerance())) {
        wrong = i;
      }
    }
    return wrong;
  }

  private static ByteBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Float.BYTES * count).order(ByteOrder.nativeOrder());
  }
}

package io.escapement.policy.stage;

import io.escapement.controller.config.Problem;
import io.escapement.policy.bundle.GoldenVectors;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates a model on golden vectors.
 *
 * @param cases vectors that were compared
 * @param worst greatest difference among them
 * @param problems the first difference of each vector that is off
 */
record GoldenComparison(int cases, double worst, List<Problem> problems) {

  static GoldenComparison of(
      PolicyBundle bundle, GoldenVectors golden, InferenceModel model, ResolvedPolicy policy) {
    FeedforwardTensors tensors = FeedforwardTensors.of(model.signature(), bundle, policy);
    Place place = bundle.places().of("golden");
    ByteBuffer in = floats(tensors.inputSize());
    ByteBuffer out = floats(tensors.outputSize());
    List<Problem> problems = new ArrayList<>();
    double worst = 0;
    try (InferenceBinding binding =
        model.bind(
            List.of(new TensorMemory(tensors.input(), in, tensors.inputShape())),
            List.of(new TensorMemory(tensors.output(), out, tensors.outputShape())))) {
      for (int i = 0; i < golden.cases().size(); i++) {
        GoldenVectors.Case one = golden.cases().get(i);
        if (one.observation().size() != tensors.inputSize()
            || one.action().size() != tensors.outputSize()) {
          problems.add(
              place
                  .preflight()
                  .summary("golden case " + i + " does not fit the policy")
                  .expected(
                      tensors.inputSize() + " observations, " + tensors.outputSize() + " actions")
                  .found(one.observation().size() + " and " + one.action().size())
                  .problem());
          continue;
        }
        for (int k = 0; k < one.observation().size(); k++) {
          in.putFloat(Float.BYTES * k, one.observation().get(k).floatValue());
        }
        if (!binding.run()) {
          problems.add(
              place
                  .preflight()
                  .summary("the model cannot be evaluated on golden case " + i)
                  .found(binding.failure())
                  .problem());
          continue;
        }
        int wrong = -1;
        for (int k = 0; k < one.action().size(); k++) {
          double off = Math.abs(out.getFloat(Float.BYTES * k) - one.action().get(k));
          // Also true for a NaN, which compares false with everything.
          if (!(off <= golden.tolerance()) && wrong < 0) {
            wrong = k;
          }
          worst = Math.max(worst, off);
        }
        if (wrong >= 0) {
          problems.add(
              place
                  .preflight()
                  .summary(
                      "golden case "
                          + i
                          + ", action "
                          + wrong
                          + " ("
                          + policy.actions().labels().get(wrong)
                          + ") is off by more than "
                          + golden.tolerance())
                  .expected(one.action().get(wrong).toString())
                  .found(Float.toString(out.getFloat(Float.BYTES * wrong)))
                  .remedy(
                      "model and vectors are not of the same training; bring back the right pair")
                  .problem());
        }
      }
    }
    return new GoldenComparison(golden.cases().size(), worst, problems);
  }

  private static ByteBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Float.BYTES * count).order(ByteOrder.nativeOrder());
  }
}

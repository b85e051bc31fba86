package io.escapement.policy.stage;

import io.escapement.controller.config.Problem;
import io.escapement.policy.bundle.GoldenVectors;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.inference.InferenceModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Evaluates a model on golden vectors. */
final class GoldenComparison {

  private final GoldenVectors golden;
  private final BoundModel tensors;
  private final ResolvedPolicy policy;
  private final Place place;
  private final List<Problem> problems = new ArrayList<>();
  private double worst;

  private GoldenComparison(GoldenVectors golden, BoundModel tensors, ResolvedPolicy policy) {
    this.golden = golden;
    this.tensors = tensors;
    this.policy = policy;
    this.place = policy.bundle().places().of("golden");
  }

  static GoldenComparison of(
      GoldenVectors golden, BoundModel tensors, InferenceModel model, ResolvedPolicy policy) {
    GoldenComparison comparison = new GoldenComparison(golden, tensors, policy);
    for (int i = 0; i < golden.cases().size(); i++) {
      // Each case is a start of its own: states do not go from one to the next.
      try (DetachedModel detached = new DetachedModel(model, tensors, policy.bundle())) {
        comparison.compare(i, golden.cases().get(i), detached);
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

  private void compare(int index, GoldenVectors.Case one, DetachedModel detached) {
    if (one.observation().size() != tensors.observation().size()
        || one.action().size() != tensors.output().size()) {
      problems.add(
          place
              .preflight()
              .summary("golden case " + index + " does not fit the policy")
              .expected(
                  tensors.observation().size()
                      + " observations, "
                      + tensors.output().size()
                      + " actions")
              .found(one.observation().size() + " and " + one.action().size())
              .problem());
      return;
    }
    ByteBuffer in = detached.memory(tensors.observation().tensor());
    ByteBuffer out = detached.memory(tensors.output().tensor());
    for (int i = 0; i < one.observation().size(); i++) {
      in.putFloat(Float.BYTES * i, one.observation().get(i).floatValue());
    }
    if (!detached.run()) {
      problems.add(
          place
              .preflight()
              .summary("the model cannot be evaluated on golden case " + index)
              .found(detached.failure())
              .problem());
      return;
    }
    int wrong = firstWrong(one, out);
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
                      + policy.actions().labels().get(wrong % policy.actions().size())
                      + ") is off by more than "
                      + golden.tolerance())
              .expected(one.action().get(wrong).toString())
              .found(Float.toString(out.getFloat(Float.BYTES * wrong)))
              .remedy("model and vectors are not of the same training; bring back the right pair")
              .problem());
    }
  }

  private int firstWrong(GoldenVectors.Case one, ByteBuffer out) {
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
}

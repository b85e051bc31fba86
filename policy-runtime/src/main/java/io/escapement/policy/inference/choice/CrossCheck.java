package io.escapement.policy.inference.choice;

import io.escapement.policy.inference.InferenceModel;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Holds a model that an engine has loaded against the same model in ONNX Runtime: on every golden
 * vector, and on drawn inputs in sequences in which each carries its own states over.
 */
public final class CrossCheck {

  /** Greatest difference that is allowed, relative to the greatest magnitude of the output. */
  public static final double TOLERANCE = 1e-5;

  private static final int SEQUENCES = 4;
  private static final int STEPS = 8;
  private static final long SEED = 20260101;

  /** An output that is zero throughout has no magnitude to relate a difference to. */
  private static final double LEAST_MAGNITUDE = 1e-3;

  private final ModelUse use;
  private final Trial reference;
  private final Trial candidate;
  private final double[] magnitude;
  private final double[] difference;
  private int inferences;
  private String failure = "";

  private CrossCheck(ModelUse use, Trial reference, Trial candidate) {
    this.use = use;
    this.reference = reference;
    this.candidate = candidate;
    magnitude = new double[use.outputs().size()];
    difference = new double[use.outputs().size()];
  }

  /**
   * Compares two loaded models, which stay the caller's.
   *
   * @param use how the run uses the model
   * @param reference in ONNX Runtime
   * @param candidate in the other engine
   * @return what was found
   * @throws io.escapement.controller.config.PreflightException if one of them cannot be bound
   */
  public static Agreement of(ModelUse use, InferenceModel reference, InferenceModel candidate) {
    try (Trial expected = new Trial(use, reference);
        Trial found = new Trial(use, candidate)) {
      CrossCheck check = new CrossCheck(use, expected, found);
      check.compareAll();
      return check.agreement();
    }
  }

  private void compareAll() {
    for (Map<String, List<Double>> golden : use.golden()) {
      both(Trial::start);
      both(trial -> trial.give(golden));
      compare();
    }
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      both(Trial::start);
      for (int step = 0; step < STEPS; step++) {
        long seed = SEED + (long) STEPS * sequence + step;
        both(trial -> trial.draw(new SplittableRandom(seed)));
        compare();
        both(Trial::carry);
      }
    }
  }

  private void both(Consumer<Trial> step) {
    step.accept(reference);
    step.accept(candidate);
  }

  private void compare() {
    inferences++;
    if (!reference.run()) {
      refused(reference);
      return;
    }
    if (!candidate.run()) {
      refused(candidate);
      return;
    }
    for (int t = 0; t < difference.length; t++) {
      ModelUse.Tensor tensor = use.outputs().get(t);
      for (int i = 0; i < tensor.size(); i++) {
        compare(t, reference.output(tensor, i), candidate.output(tensor, i));
      }
    }
  }

  private void refused(Trial trial) {
    if (failure.isEmpty()) {
      failure = trial.failure();
    }
  }

  private void compare(int tensor, double expected, double found) {
    if (Double.isFinite(expected)) {
      magnitude[tensor] = Math.max(magnitude[tensor], Math.abs(expected));
      double off = Math.abs(found - expected);
      // A NaN compares false with everything, and is as far off as can be.
      difference[tensor] =
          off <= difference[tensor]
              ? difference[tensor]
              : Double.isNaN(off) ? Double.POSITIVE_INFINITY : off;
    } else if (Double.compare(expected, found) != 0) {
      difference[tensor] = Double.POSITIVE_INFINITY;
    }
  }

  private Agreement agreement() {
    double worst = 0;
    String where = "";
    for (int t = 0; t < difference.length; t++) {
      double relative = difference[t] / Math.max(magnitude[t], LEAST_MAGNITUDE);
      if (relative > worst) {
        worst = relative;
        where = use.outputs().get(t).name();
      }
    }
    return new Agreement(
        failure.isEmpty() && worst <= TOLERANCE, worst, where, inferences, failure);
  }
}

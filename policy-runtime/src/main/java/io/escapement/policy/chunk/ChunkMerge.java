package io.escapement.policy.chunk;

import io.escapement.policy.bundle.ChunkSpec;
import io.escapement.policy.bundle.ChunkSpec.Merge;
import io.escapement.policy.sampler.PrefixWeights;

/** Joins the actions of two chunks that belong to the same time. Pure; allocates nothing. */
public final class ChunkMerge {

  private static final double MAJOR = 0.7;
  private static final double MINOR = 0.3;

  private final ChunkSpec spec;
  private final double[] weights;
  private final double[] sums;

  /**
   * Prepares a rule.
   *
   * @param spec says which
   */
  public ChunkMerge(ChunkSpec spec) {
    this.spec = spec;
    // An action is predicted by one chunk for each place that it can have in one.
    int most = spec.usable() + 1;
    weights = new double[most];
    sums = new double[most];
    double sum = 0;
    for (int i = 0; i < most; i++) {
      weights[i] = StrictMath.exp(-spec.decay() * i);
      sum += weights[i];
      sums[i] = sum;
    }
  }

  /**
   * Joins one element of an action.
   *
   * @param before as it was planned
   * @param latest as the new chunk has it
   * @param count how many chunks have gone into what was planned, at least 1
   * @param hold weight of what was planned, for {@link Merge#BLEND}
   * @return the element as it is planned from now on
   */
  public double of(double before, double latest, int count, double hold) {
    return switch (spec.merge()) {
      case LATEST_ONLY -> latest;
      case WEIGHTED_AVERAGE -> MINOR * before + MAJOR * latest;
      case AVERAGE -> 0.5 * before + 0.5 * latest;
      case CONSERVATIVE -> MAJOR * before + MINOR * latest;
      case TEMPORAL_ENSEMBLE -> ensemble(before, latest, Math.min(count, weights.length - 1));
      case BLEND -> hold * before + (1 - hold) * latest;
    };
  }

  /** A running mean: the sum of the weights is known, whatever the predictions were. */
  private double ensemble(double before, double latest, int count) {
    return (sums[count - 1] * before + weights[count] * latest) / sums[count];
  }

  /**
   * Weight of what was planned under {@link Merge#BLEND}.
   *
   * @param index of the action in the new plan
   * @param committed number of actions that are executed whatever comes
   * @param end number of actions that were planned
   * @return from 1 to 0; 0 for other rules, which do not use it
   */
  double hold(int index, int committed, int end) {
    return spec.merge() == Merge.BLEND
        ? PrefixWeights.weight(spec.schedule(), index, committed, end)
        : 0;
  }
}

package io.escapement.policy.score;

import io.escapement.controller.record.F32Channel;

/**
 * What one number becomes of a network's outputs: the greater, the less familiar. Infinite for what
 * is no number. Adds up in the order of the elements.
 */
public enum Reduction {
  /**
   * {@code |predicted - target|_2}: a trained network against the fixed one that it was trained to
   * imitate (random network distillation, Burda et al., 2018).
   */
  NETWORK_DISTILLATION("predicted", "target") {
    @Override
    double of(F32Channel[] outputs) {
      double sum = 0;
      for (int i = 0; i < outputs[0].count(); i++) {
        double difference = (double) outputs[0].get(i) - outputs[1].get(i);
        sum += difference * difference;
      }
      return orInfinite(StrictMath.sqrt(sum));
    }
  },
  /**
   * {@code |f|^2 / d}, one over the pseudo-count: f is trained to predict d flips of a coin anew at
   * each visit, and averages to zero as visits go on (coin-flip networks, Lobel et al., 2023).
   */
  PSEUDO_COUNT("flips") {
    @Override
    double of(F32Channel[] outputs) {
      double sum = 0;
      for (int i = 0; i < outputs[0].count(); i++) {
        double flip = outputs[0].get(i);
        sum += flip * flip;
      }
      return orInfinite(sum / outputs[0].count());
    }
  },
  /**
   * {@code beta / (nu (alpha - 1))}, the variance of the mean under a normal-inverse-gamma
   * distribution, the greatest of all elements: what the network does not know, apart from noise
   * (deep evidential regression, Amini et al., 2020).
   */
  EVIDENTIAL("nu", "alpha", "beta") {
    @Override
    double of(F32Channel[] outputs) {
      double most = 0;
      for (int i = 0; i < outputs[0].count(); i++) {
        double nu = outputs[0].get(i);
        double shape = outputs[1].get(i) - 1.0;
        double beta = outputs[2].get(i);
        if (!(nu > 0 && shape > 0 && beta >= 0)) {
          return Double.POSITIVE_INFINITY;
        }
        most = Math.max(most, beta / (nu * shape));
      }
      return orInfinite(most);
    }
  };

  private final String[] outputs;

  Reduction(String... outputs) {
    this.outputs = outputs;
  }

  /** Keys under which an entry names the outputs; they have the same size. */
  String[] keys() {
    return outputs.clone();
  }

  /** The number, from the outputs in the order of their keys. */
  abstract double of(F32Channel[] values);

  private static double orInfinite(double value) {
    return value >= 0 ? value : Double.POSITIVE_INFINITY;
  }
}

package io.escapement.safety.score;

import java.util.Arrays;

/**
 * A threshold that a new episode, exchangeable with n recorded ones, exceeds with a probability of
 * at most alpha (split conformal prediction).
 *
 * <p>It is the k-th smallest of the n episode maxima, {@code k = ceil((n + 1)(1 - alpha))}, and
 * infinite if k > n: then there are too few episodes for that alpha. An interpolated quantile of 1
 * - alpha is not it, and gives more false alarms than it says.
 *
 * @param value the threshold; infinite if there are too few episodes
 * @param episodes n
 * @param rank k, 1 or more
 * @param alpha greatest probability of a false alarm in an episode
 */
public record ConformalThreshold(double value, int episodes, int rank, double alpha) {

  /**
   * Calibrates.
   *
   * @param maxima the greatest score of each episode, in any order
   * @param alpha above 0, below 1
   * @return the threshold
   * @throws IllegalArgumentException if alpha is out of its range or a maximum is no number
   */
  public static ConformalThreshold of(double[] maxima, double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("expected alpha between 0 and 1, found " + alpha);
    }
    double[] sorted = maxima.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    if (n > 0 && Double.isNaN(sorted[n - 1])) {
      throw new IllegalArgumentException("an episode's greatest score is no number");
    }
    // A product such as 20 * 0.95 must not become 20 by its last bit.
    int rank = (int) StrictMath.ceil((n + 1) * (1 - alpha) - 1e-9);
    double value = rank > n ? Double.POSITIVE_INFINITY : sorted[Math.max(1, rank) - 1];
    return new ConformalThreshold(value, n, Math.max(1, rank), alpha);
  }

  /**
   * Whether there were enough episodes.
   *
   * @return true if the threshold is finite
   */
  public boolean isAttained() {
    return rank <= episodes;
  }
}

package io.escapement.safety.score;

/**
 * The greatest score of each recorded episode: what a threshold is calibrated on, because the
 * values inside an episode are not exchangeable, episodes are.
 */
public final class EpisodeMaxima {

  private EpisodeMaxima() {}

  /**
   * The maxima.
   *
   * @param scores of all episodes, one after the other
   * @param lengths number of scores of each episode, each 1 or more
   * @return as many values as episodes; infinite for an episode with what is no number
   * @throws IllegalArgumentException if an episode is empty or the lengths do not add up
   */
  public static double[] of(double[] scores, int[] lengths) {
    double[] maxima = new double[lengths.length];
    int at = 0;
    for (int e = 0; e < lengths.length; e++) {
      if (lengths[e] < 1 || lengths[e] > scores.length - at) {
        throw new IllegalArgumentException(
            "episode "
                + e
                + ": expected 1 to "
                + (scores.length - at)
                + " scores, found "
                + lengths[e]);
      }
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < lengths[e]; i++, at++) {
        most = scores[at] <= most ? most : scores[at];
        if (Double.isNaN(most)) {
          most = Double.POSITIVE_INFINITY;
        }
      }
      maxima[e] = most;
    }
    if (at != scores.length) {
      throw new IllegalArgumentException(
          "expected " + at + " scores in " + lengths.length + " episodes, found " + scores.length);
    }
    return maxima;
  }
}

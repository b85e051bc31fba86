package io.escapement.safety.score;

/**
 * An alarm that two different scores have to agree on (after FIPER): the state is unlike what was
 * recorded, and the policy does not know what to do. Either alone has many harmless causes.
 *
 * @param novelty over the windowed score of the state
 * @param entropy over the windowed entropy of the action chunks
 */
public record CombinedAlarm(WindowedAlarm novelty, WindowedAlarm entropy) {

  /**
   * Two alarms, each with a window and threshold of its own.
   *
   * @param novelty over the windowed score of the state
   * @param entropy over the windowed entropy of the action chunks
   */
  public CombinedAlarm {
    java.util.Objects.requireNonNull(novelty, "novelty");
    java.util.Objects.requireNonNull(entropy, "entropy");
  }

  /**
   * Whether both are over their thresholds.
   *
   * @param meanNovelty as the first returned it
   * @param meanEntropy as the second returned it
   * @return true if both are alarms
   */
  public boolean isOver(double meanNovelty, double meanEntropy) {
    return novelty.isOver(meanNovelty) && entropy.isOver(meanEntropy);
  }
}

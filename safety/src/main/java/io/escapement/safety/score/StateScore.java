package io.escapement.safety.score;

/**
 * How unlike what was recorded a state is. Immutable; called on the loop's thread, where it
 * allocates nothing.
 */
public interface StateScore {

  /**
   * How many values a state has.
   *
   * @return d, 1 or more
   */
  int size();

  /**
   * How many doubles of scratch a score needs.
   *
   * @return at least 0
   */
  int scratchSize();

  /**
   * Scores a state.
   *
   * @param x d values
   * @param scratch {@link #scratchSize()} doubles, overwritten
   * @return 0 or more; infinite for what is no number
   */
  double score(double[] x, double[] scratch);
}

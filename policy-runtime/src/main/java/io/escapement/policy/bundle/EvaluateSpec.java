package io.escapement.policy.bundle;

import java.util.Objects;

/**
 * Evaluations of a recurrent policy between its inferences, at a higher rate than it was trained
 * at: each starts from a copy of the state and leaves states, histories, clocks and remembered
 * outputs as they are, but its action counts.
 *
 * @param periodNs time between two evaluations, nanoseconds
 * @param previousAction what the term {@code previous_action} shows
 */
public record EvaluateSpec(long periodNs, PreviousAction previousAction) {

  /** What the term {@code previous_action} shows. */
  public enum PreviousAction {
    /** The last action, of whatever evaluation. */
    LAST,
    /**
     * The mean of the actions since the last inference at the policy's own period, that one's too.
     */
    AVERAGE
  }

  /**
   * Checks the numbers.
   *
   * @param periodNs positive
   * @param previousAction what the term shows
   * @throws IllegalArgumentException if the period is not positive
   */
  public EvaluateSpec {
    Objects.requireNonNull(previousAction, "previousAction");
    if (periodNs <= 0) {
      throw new IllegalArgumentException("period " + periodNs + " ns");
    }
  }

  /**
   * Whether the previous action is averaged.
   *
   * @return true for {@link PreviousAction#AVERAGE}
   */
  public boolean averages() {
    return previousAction == PreviousAction.AVERAGE;
  }
}

package io.escapement.safety.supervisor;

import java.util.List;
import java.util.Objects;

/**
 * What happens when a trigger's condition holds: steps, taken in order, each no higher in the
 * lattice than the one before.
 *
 * @param cause the trigger
 * @param steps the steps; none means that the condition is recorded and nothing done
 */
public record Fallback(Cause cause, List<Step> steps) {

  /** Mode index of a step that repeats the last command instead of changing the mode. */
  public static final int REUSE_LAST = -1;

  /** Mode index of a step that slows the policy down instead of changing the mode. */
  public static final int SLOW = -2;

  /**
   * One step.
   *
   * @param mode index of the mode to go to, {@link #REUSE_LAST} or {@link #SLOW}
   * @param durationNs time until the next step, nanoseconds; 0 without end
   */
  public record Step(int mode, long durationNs) {

    /**
     * Whether the step repeats the last command instead of changing the mode.
     *
     * @return true for {@link #REUSE_LAST}
     */
    public boolean reuses() {
      return mode == REUSE_LAST;
    }

    /**
     * Whether the step slows the policy down instead of changing the mode.
     *
     * @return true for {@link #SLOW}
     */
    public boolean slows() {
      return mode == SLOW;
    }

    /**
     * Whether the step leaves the mode as it is, and ends with its condition.
     *
     * @return true for {@link #REUSE_LAST} and {@link #SLOW}
     */
    public boolean keepsMode() {
      return reuses() || slows();
    }
  }

  /**
   * Copies the steps.
   *
   * @param cause a trigger
   * @param steps in the order in which they are taken
   */
  public Fallback {
    Objects.requireNonNull(cause, "cause");
    steps = List.copyOf(steps);
    if (!cause.isTrigger()) {
      throw new IllegalArgumentException(cause.label() + " is no trigger");
    }
  }
}

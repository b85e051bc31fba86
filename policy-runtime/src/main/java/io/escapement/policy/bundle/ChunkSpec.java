package io.escapement.policy.bundle;

import java.util.Objects;
import java.util.Optional;

/**
 * A policy that gives several actions at once, and how they are executed.
 *
 * @param length number of actions in a chunk, H; the model's output has as many rows
 * @param stepNs time between two actions of a chunk, nanoseconds
 * @param first index of the action that belongs to the time of the observation; those before it,
 *     which a model trained on several observations gives as well, are passed over
 * @param merge what becomes of actions that the chunk before has planned for the same time
 * @param decay of {@link Merge#TEMPORAL_ENSEMBLE}: the weight of the i-th prediction, from the
 *     oldest, is {@code exp(-decay i)}
 * @param schedule of {@link Merge#BLEND}
 * @param critic name of an output of the model with one value for each length of the chunk's
 *     beginning: the length with the greatest value is executed; empty where the period says it
 * @param dry what happens when the chunk has been executed and there is no other
 * @param dryAfterNs how long the last action is held under {@link Dry#STOP} before the command is
 *     marked invalid, nanoseconds
 */
public record ChunkSpec(
    int length,
    long stepNs,
    int first,
    Merge merge,
    double decay,
    PrefixSchedule schedule,
    Optional<String> critic,
    Dry dry,
    long dryAfterNs) {

  /** Decay of ACT's temporal ensembling. */
  public static final double DEFAULT_DECAY = 0.01;

  /** How long an action is held without a new one unless the bundle says otherwise. */
  public static final long DEFAULT_DRY_AFTER_NS = 500_000_000L;

  /** What becomes of actions that an older chunk has planned for the same time. */
  public enum Merge {
    /** The new chunk counts. */
    LATEST_ONLY,
    /** 0.3 of the old and 0.7 of the new. */
    WEIGHTED_AVERAGE,
    /** Half of each. */
    AVERAGE,
    /** 0.7 of the old and 0.3 of the new. */
    CONSERVATIVE,
    /** All predictions for the same time, the older the heavier (ACT). */
    TEMPORAL_ENSEMBLE,
    /** From the old over to the new along the actions that both have. */
    BLEND
  }

  /** What happens when the chunk has been executed and there is no other. */
  public enum Dry {
    /** The last action is held until there is a new one. */
    HOLD,
    /** The last action is held for a time; then the command is marked invalid. */
    STOP
  }

  /**
   * Checks the numbers.
   *
   * @param length at least 1
   * @param stepNs positive
   * @param first at least 0 and below the length
   * @param merge how chunks are joined
   * @param decay not negative
   * @param schedule of the blend
   * @param critic an output, or empty
   * @param dry what happens without a chunk
   * @param dryAfterNs not negative
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ChunkSpec {
    Objects.requireNonNull(merge, "merge");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(critic, "critic");
    Objects.requireNonNull(dry, "dry");
    boolean sound =
        length >= 1
            && stepNs > 0
            && first >= 0
            && first < length
            && decay >= 0
            && decay <= Double.MAX_VALUE
            && dryAfterNs >= 0;
    if (!sound) {
      throw new IllegalArgumentException(
          "chunk of " + length + " from " + first + " each " + stepNs + " ns, decay " + decay);
    }
  }

  /**
   * A chunk that replaces the one before it.
   *
   * @param length number of actions
   * @param stepNs time between two of them, nanoseconds
   * @return executed from its first action, merged by {@link Merge#LATEST_ONLY}, stopped when dry
   */
  public static ChunkSpec of(int length, long stepNs) {
    return new ChunkSpec(
        length,
        stepNs,
        0,
        Merge.LATEST_ONLY,
        DEFAULT_DECAY,
        PrefixSchedule.LINEAR,
        Optional.empty(),
        Dry.STOP,
        DEFAULT_DRY_AFTER_NS);
  }

  /**
   * The same with another rule for actions that two chunks share.
   *
   * @param rule the rule
   * @return a copy
   */
  public ChunkSpec mergedBy(Merge rule) {
    return new ChunkSpec(length, stepNs, first, rule, decay, schedule, critic, dry, dryAfterNs);
  }

  /**
   * Number of actions of a chunk that can be executed.
   *
   * @return the length without those before {@link #first}
   */
  public int usable() {
    return length - first;
  }
}

package io.escapement.policy.bundle;

import java.util.Objects;

/**
 * How many observations of a term are stacked, and how.
 *
 * @param length frames, the newest included; 1 for no history
 * @param order which frame comes first
 * @param stacking whether a term's frames lie together, or a frame's terms
 */
public record History(int length, Order order, Stacking stacking) {

  /** Only the newest frame. */
  public static final History NONE = new History(1, Order.OLDEST_FIRST, Stacking.BY_TERM);

  /** Which frame comes first. */
  public enum Order {
    /** The oldest frame first, the newest last. */
    OLDEST_FIRST,
    /** The newest frame first, the oldest last. */
    NEWEST_FIRST
  }

  /** What lies together. */
  public enum Stacking {
    /** All frames of a term, then all frames of the next. */
    BY_TERM,
    /** A frame of all neighbouring terms with the same history, then their next frame. */
    BY_TIME
  }

  /**
   * Checks the length.
   *
   * @param length at least 1
   * @param order which frame comes first
   * @param stacking what lies together
   * @throws IllegalArgumentException if the length is less than 1
   */
  public History {
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(stacking, "stacking");
    if (length < 1) {
      throw new IllegalArgumentException("history length " + length + ", expected at least 1");
    }
  }
}

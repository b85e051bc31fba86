package io.escapement.policy.bundle;

import java.util.Objects;

/**
 * How many observations of a term are stacked, and how.
 *
 * @param length frames, the newest included; 1 for no history
 * @param delay by how many observations the newest frame is late; 0 for not at all
 * @param order which frame comes first
 * @param stacking whether a term's frames lie together, or a frame's terms
 */
public record History(int length, int delay, Order order, Stacking stacking) {

  /** Only the newest frame. */
  public static final History NONE = new History(1, 0, Order.OLDEST_FIRST, Stacking.BY_TERM);

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
   * Checks the numbers.
   *
   * @param length at least 1
   * @param delay not negative
   * @param order which frame comes first
   * @param stacking what lies together
   * @throws IllegalArgumentException if a number is out of range
   */
  public History {
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(stacking, "stacking");
    if (length < 1) {
      throw new IllegalArgumentException("history length " + length + ", expected at least 1");
    }
    if (delay < 0) {
      throw new IllegalArgumentException("delay " + delay + ", expected 0 or more");
    }
  }

  /**
   * A history that is not late.
   *
   * @param length frames, the newest included
   * @param order which frame comes first
   * @param stacking what lies together
   */
  public History(int length, Order order, Stacking stacking) {
    this(length, 0, order, stacking);
  }

  /**
   * The same, late.
   *
   * @param observations by how many observations
   * @return a copy
   */
  public History delayedBy(int observations) {
    return new History(length, observations, order, stacking);
  }

  /**
   * Whether frames must be kept from one observation to the next.
   *
   * @return false if only the newest frame counts, at once
   */
  public boolean remembers() {
    return kept() > 1;
  }

  /**
   * Number of frames that are kept.
   *
   * @return those that are stacked, and those that are not yet
   */
  public int kept() {
    return length + delay;
  }
}

package io.escapement.controller.stage;

/** Tells a pipeline the time between phases; a replay has none. */
@FunctionalInterface
public interface PhaseClock {

  /** A clock that stands still, for replay. */
  PhaseClock NONE = () -> 0L;

  /**
   * The time now.
   *
   * @return monotonic nanoseconds
   */
  long nanoTime();
}

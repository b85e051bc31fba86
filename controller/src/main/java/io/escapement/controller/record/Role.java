package io.escapement.controller.record;

/** What a channel is to a replay: given, decided, derived, remembered or only timed. */
public enum Role {
  /** Written by the world; taken from the journal on replay. */
  INPUT,
  /** Written by a stage that chose by time or luck; taken from the journal on replay. */
  DECISION,
  /**
   * Written by a stage from this tick's other channels; recomputed on replay and compared bit for
   * bit.
   */
  DERIVED,
  /**
   * Written by a stage to be read on later ticks; loaded from a keyframe, then recomputed and
   * compared.
   */
  MEMORY,
  /**
   * Written by the loop about its own punctuality; recorded, never compared, readable by no stage.
   */
  TIMING
}

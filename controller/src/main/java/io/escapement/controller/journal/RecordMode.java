package io.escapement.controller.journal;

import java.util.Locale;

/** How much of every record a journal keeps. */
public enum RecordMode {
  /** Every channel of every tick. */
  FULL,
  /**
   * Inputs, decisions and boundaries of every tick, and a full record at each keyframe; the rest is
   * recomputed when asked for, and held against a hash.
   */
  INPUTS;

  /**
   * The name in configuration and in the journal's header.
   *
   * @return {@code full} or {@code inputs}
   */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a mode by its name.
   *
   * @param key {@code full} or {@code inputs}
   * @return the mode
   * @throws IllegalArgumentException for another name
   */
  public static RecordMode of(String key) {
    for (RecordMode mode : values()) {
      if (mode.key().equals(key)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("record mode '" + key + "', expected full or inputs");
  }
}

package io.escapement.safety.supervisor;

/** Why a mode that the operator asked for was not entered: {@code supervisor/refused}. */
public enum Refusal {
  /** Nothing was refused. */
  NONE("nothing was refused"),
  /** A fault or an emergency stop is latched: reset first. */
  LATCHED("a fault is latched: reset first"),
  /** A condition holds that would make the mode fall back at once. */
  TRIGGERED("a fallback's condition still holds"),
  /** A policy takes over from a finished pose only. */
  NEEDS_POSE("stand first, and let the blend end"),
  /** The mode holds positions, and an actuator has no stiffness for it. */
  NO_STIFFNESS("an actuator has no stiffness for this mode"),
  /** There is no such mode. */
  UNKNOWN("there is no such mode");

  private static final Refusal[] ALL = values();

  private final String text;

  Refusal(String text) {
    this.text = text;
  }

  /**
   * The code in the journal.
   *
   * @return 0 for {@link #NONE}
   */
  public int code() {
    return ordinal();
  }

  /**
   * The refusal of a code.
   *
   * @param code as {@link #code} gives it
   * @return the refusal
   * @throws IndexOutOfBoundsException if there is none
   */
  public static Refusal of(int code) {
    return ALL[code];
  }

  /**
   * The refusal in words, for the operator.
   *
   * @return what to do, in a few words
   */
  public String text() {
    return text;
  }
}

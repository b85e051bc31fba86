package io.escapement.safety.supervisor;

/** Bits of {@code supervisor/latched}: what keeps the robot from rising until a reset. */
public final class Latch {

  /** A trigger that nobody planned changed the mode. */
  public static final int FAULT = 1;

  /** An emergency stop is in force. */
  public static final int ESTOP = 2;

  private Latch() {}
}

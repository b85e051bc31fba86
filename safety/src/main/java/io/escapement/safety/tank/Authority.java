package io.escapement.safety.tank;

/** Who asks a tank for energy, and so how deep it may be drawn. */
public enum Authority {
  /**
   * A policy: what injects stops at the tank's floor, what brakes at the reserve below the floor.
   */
  POLICY,

  /** The brake and the damping of the last fallback: all that is in the tank. */
  BRAKE
}

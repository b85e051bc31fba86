package io.escapement.safety.supervisor;

/**
 * What a mode makes of the command, in the order of how much it lets the robot do. The order is the
 * supervisor's lattice: what is automatic goes down, what goes up needs the operator.
 */
public enum Behaviour {
  /** The robot's last fallback, latched until the operator resets it. */
  ESTOP,
  /** No effort; position servos, which cannot give none, stay where they were. */
  PASSIVE,
  /** Velocities are damped, no position is held; position servos stay where they were. */
  DAMPING,
  /** The position measured at the mode's entry is held against gravity. */
  HOLD,
  /** Blends from the measured pose to a given one and holds that. */
  POSE,
  /** The policy's nominal command passes. */
  POLICY;

  /**
   * Place in the lattice.
   *
   * @return 0 for the lowest
   */
  public int rank() {
    return ordinal();
  }
}

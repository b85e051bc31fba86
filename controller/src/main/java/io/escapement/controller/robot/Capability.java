package io.escapement.controller.robot;

/** One of the numbers that a drive may take in a command. */
public enum Capability {
  /** Target position, rad or m. */
  POSITION,
  /** Target velocity, rad/s or m/s. */
  VELOCITY,
  /** Stiffness of the position loop, Nm/rad or N/m. */
  STIFFNESS,
  /** Damping of the velocity loop, Nm s/rad or N s/m. */
  DAMPING,
  /** Effort added to what the loops give, Nm or N. */
  EFFORT
}

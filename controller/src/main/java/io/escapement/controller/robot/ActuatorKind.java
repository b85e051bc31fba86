package io.escapement.controller.robot;

/** What an actuator moves. */
public enum ActuatorKind {
  /** A joint with a position that matters. */
  JOINT,
  /** A wheel: its joint turns without end. */
  WHEEL,
  /** A gripper. */
  GRIPPER,
  /** A rotor or another source of thrust. */
  ROTOR
}

package io.escapement.controller.robot;

/** The format of a robot's model file. */
public enum ModelFormat {
  /** MuJoCo's XML. */
  MJCF,
  /** The Unified Robot Description Format. */
  URDF
}

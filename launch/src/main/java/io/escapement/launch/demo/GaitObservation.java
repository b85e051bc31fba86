package io.escapement.launch.demo;

/** Where the terms of the gait policy's observation begin; the bundle lists the same terms. */
final class GaitObservation {

  /** Sine and cosine of the gait's phase. */
  static final int PHASE_CLOCK = 0;

  /** Wanted velocity in the body frame: forward and left in m/s, turning left in rad/s. */
  static final int VELOCITY_COMMAND = 2;

  /** Unit vector along gravity in the body frame, (0, 0, -1) when upright. */
  static final int PROJECTED_GRAVITY = 5;

  /** Angular velocity in the body frame, rad/s. */
  static final int BASE_ANGULAR_VELOCITY = 8;

  /** Joint positions relative to the default pose, rad. */
  static final int JOINT_POSITION = 11;

  /** Joint velocities, rad/s. */
  static final int JOINT_VELOCITY = 23;

  /** Number of elements. */
  static final int SIZE = 35;

  private GaitObservation() {}
}

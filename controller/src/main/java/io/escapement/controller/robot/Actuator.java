package io.escapement.controller.robot;

import java.util.Set;

/**
 * A drive and what it can do. All numbers are on the joint's side unless they say otherwise; the
 * drive's side is {@code sign * ratio * position + offset}.
 *
 * @param name its name in the model
 * @param index its place in the robot's actuator order, from 0: that of the model file
 * @param jointIndex the joint that it drives; -1 for a tendon, a rotor or what else is no joint
 * @param kind what it moves
 * @param accepts the numbers that it takes in a command; immutable, in enumeration order
 * @param stiffness what is built into a drive that takes no stiffness, else what modes of the
 *     runtime's own (stand, hold) command; Nm/rad or N/m; 0 where there is none
 * @param damping likewise, Nm s/rad or N s/m
 * @param positionMin least target position, rad or m; negative infinity where there is no limit
 * @param positionMax greatest target position, rad or m; infinite where there is no limit
 * @param velocityMax greatest target speed, rad/s or m/s; infinite where there is no limit
 * @param effortMax greatest effort either way, Nm or N; infinite where there is no limit
 * @param slew how fast commands may change
 * @param rateHz rate at which the drive takes commands, Hz; 0 for the loop's own
 * @param sign 1, or -1 where the drive turns against the joint
 * @param ratio turns of the drive for one of the joint, positive
 * @param offset drive position at joint position 0, rad or m
 */
public record Actuator(
    String name,
    int index,
    int jointIndex,
    ActuatorKind kind,
    Set<Capability> accepts,
    double stiffness,
    double damping,
    double positionMin,
    double positionMax,
    double velocityMax,
    double effortMax,
    SlewLimits slew,
    double rateHz,
    double sign,
    double ratio,
    double offset) {

  /**
   * Says whether the drive takes a number.
   *
   * @param capability the number
   * @return true if it does
   */
  public boolean accepts(Capability capability) {
    return accepts.contains(capability);
  }

  /**
   * Converts a position to the drive's side.
   *
   * @param jointPosition rad or m
   * @return rad or m at the drive
   */
  public double toDrivePosition(double jointPosition) {
    return sign * ratio * jointPosition + offset;
  }

  /**
   * Converts a position from the drive's side.
   *
   * @param drivePosition rad or m at the drive
   * @return rad or m at the joint
   */
  public double toJointPosition(double drivePosition) {
    return (drivePosition - offset) / (sign * ratio);
  }

  /**
   * Converts a velocity to the drive's side.
   *
   * @param jointVelocity rad/s or m/s
   * @return rad/s or m/s at the drive
   */
  public double toDriveVelocity(double jointVelocity) {
    return sign * ratio * jointVelocity;
  }

  /**
   * Converts an effort to the drive's side.
   *
   * @param jointEffort Nm or N
   * @return Nm or N at the drive, for the same power
   */
  public double toDriveEffort(double jointEffort) {
    return jointEffort / (sign * ratio);
  }
}

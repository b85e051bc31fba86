package io.escapement.launch.operator;

/**
 * A velocity that the operator asks of a mobile robot, in its base frame.
 *
 * @param vx forward, m/s
 * @param vy to the left, m/s
 * @param wz turning to the left, rad/s
 */
public record VelocityCommand(double vx, double vy, double wz) {

  /** Standing still. */
  public static final VelocityCommand ZERO = new VelocityCommand(0, 0, 0);
}

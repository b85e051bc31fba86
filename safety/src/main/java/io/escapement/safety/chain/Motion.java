package io.escapement.safety.chain;

import java.util.Arrays;

/**
 * How the joints move on this tick, as an affine function of the program's variables: {@code
 * acceleration_j = sum_i gain_ji x_i + offset_j}, for every joint of the robot. Mutable; filled by
 * a {@link MotionModel}, read by the rows. Units: rad, rad/s, rad/s^2 (m).
 */
final class Motion {

  /** Number of the program's variables. */
  final int variables;

  /** Number of the robot's joints. */
  final int joints;

  /** The variable that moves a joint by itself, or -1. */
  final int[] variableOf;

  /** Where a joint is: measured, or its set-point in a kinematic chain. */
  final double[] position;

  /** How fast it moves, likewise. */
  final double[] velocity;

  /** What a unit of each variable adds to each joint's acceleration, by rows of joints. */
  final double[] gain;

  /** Each joint's acceleration with all variables 0. */
  final double[] offset;

  /**
   * The least that a unit of each variable may add to its own joint's acceleration; where each
   * joint is taken by itself.
   */
  final double[] leastGain;

  /** That joint's acceleration with the variable 0 in this case. */
  final double[] leastOffset;

  /** What pushes each joint beside that, as far as it has shown. */
  final double[] disturbance;

  /** How much of the acceleration that a joint can be given it can be given now, up to 1. */
  final double[] share;

  /** The part of each joint's effort that the energy accounts do not count. */
  final double[] gravity;

  Motion(CertifiedSettings settings) {
    variables = settings.joints().size();
    joints = settings.robotJoints();
    variableOf = new int[joints];
    Arrays.fill(variableOf, -1);
    for (int i = 0; i < variables; i++) {
      variableOf[settings.joints().get(i).joint()] = i;
    }
    position = new double[joints];
    velocity = new double[joints];
    gain = new double[joints * variables];
    offset = new double[joints];
    leastGain = new double[variables];
    leastOffset = new double[variables];
    disturbance = new double[joints];
    share = new double[joints];
    Arrays.fill(share, 1);
    gravity = new double[joints];
  }
}

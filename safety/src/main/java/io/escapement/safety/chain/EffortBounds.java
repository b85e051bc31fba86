package io.escapement.safety.chain;

/** What each variable can be brought to on this tick, and whose command it is. */
final class EffortBounds {

  /** Least value of each variable. */
  final double[] lower;

  /** Greatest value of each variable. */
  final double[] upper;

  /** Whether a mode that brakes or holds commands the robot, which may spend the last energy. */
  boolean braking;

  EffortBounds(int variables) {
    lower = new double[variables];
    upper = new double[variables];
  }
}

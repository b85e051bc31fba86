package io.escapement.policy.classical;

/** The way from 0 to 1 that begins and ends at rest and jerks least, in a time of 1. */
final class MinimumJerk {

  private MinimumJerk() {}

  /** Position; 0 before the start, 1 after the end. */
  static double position(double time) {
    if (time <= 0) {
      return 0;
    }
    return time >= 1 ? 1 : time * time * time * (10 + time * (-15 + 6 * time));
  }

  /** Velocity; 0 before the start and after the end. */
  static double velocity(double time) {
    if (time <= 0 || time >= 1) {
      return 0;
    }
    return 30 * time * time * (1 - time) * (1 - time);
  }
}

package io.escapement.safety.barrier;

/**
 * Bounds on the derivatives of a point's place over the time for which a command is held. For a
 * chain of joints whose axes are at most l from the point, with W the sum of their speeds and A the
 * sum of their accelerations, {@code |p''| <= l W^2} at held velocities and {@code |p'''| <= l (3 W
 * A + W^3)} at held accelerations.
 */
final class PointBounds {

  private double lever;
  private double speeds;
  private double accelerations;

  void clear() {
    lever = 0;
    speeds = 0;
    accelerations = 0;
  }

  /** Takes in a joint that moves the point: its measured speed, and the length of its column. */
  void add(BarrierState state, int joint, double speed, double column) {
    double most = Math.abs(speed) + state.accelerationMax(joint) * state.heldS();
    lever = Math.max(lever, column);
    speeds += Math.min(most, Math.max(state.velocityMax(joint), Math.abs(speed)));
    accelerations += state.accelerationMax(joint);
  }

  /** Of a point at the end of this chain, seen from the end of another. */
  void join(PointBounds other) {
    lever = Math.max(lever, other.lever);
    speeds += other.speeds;
    accelerations += other.accelerations;
  }

  /** The lever grows while the point moves. */
  private double lever(double heldS) {
    return lever * (1 + speeds * heldS);
  }

  double second(double heldS) {
    return lever(heldS) * speeds * speeds;
  }

  double third(double heldS) {
    return lever(heldS) * speeds * (3 * accelerations + speeds * speeds);
  }
}

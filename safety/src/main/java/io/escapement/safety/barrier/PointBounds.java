package io.escapement.safety.barrier;

/**
 * Bounds on the derivatives of a point's place over the time for which a command is held.
 *
 * <p>Let the hinges of its chain have axes that are at most l from the point, W the sum of their
 * speeds and A of their accelerations, and S and B the same of its slides. Then the second
 * derivative is at most {@code l W^2 + 2 W S} at held velocities, and the third {@code l (3 W A +
 * W^3) + 3 (W B + A S + W^2 S)} at held accelerations.
 */
final class PointBounds {

  private double lever;
  private double turning;
  private double turningGain;
  private double sliding;
  private double slidingGain;

  void clear() {
    lever = 0;
    turning = 0;
    turningGain = 0;
    sliding = 0;
    slidingGain = 0;
  }

  /** Takes in a joint: whether it turns the point's frame, and the length of its column. */
  void add(BarrierState state, int joint, double speed, boolean turns, double column) {
    double fastest = state.fastest(joint, speed);
    double gain = state.accelerationMax(joint);
    if (turns) {
      lever = Math.max(lever, column);
      turning += fastest;
      turningGain += gain;
    } else {
      sliding += column * fastest;
      slidingGain += column * gain;
    }
  }

  /** Of a point at the end of this chain, seen from the end of another. */
  void join(PointBounds other) {
    lever = Math.max(lever, other.lever);
    turning += other.turning;
    turningGain += other.turningGain;
    sliding += other.sliding;
    slidingGain += other.slidingGain;
  }

  /** Of a point that is further away. */
  void reach(double more) {
    lever += more;
  }

  /** The lever grows while the point moves. */
  private double lever(double heldS) {
    return lever * (1 + turning * heldS) + sliding * heldS;
  }

  /** Greatest turning speed of the point's frame, rad/s. */
  double turning() {
    return turning;
  }

  /** Greatest turning acceleration of the point's frame, rad/s^2. */
  double turningGain() {
    return turningGain;
  }

  double second(double heldS) {
    return turning * (lever(heldS) * turning + 2 * sliding);
  }

  double third(double heldS) {
    return lever(heldS) * turning * (3 * turningGain + turning * turning)
        + 3 * (turning * (slidingGain + turning * sliding) + turningGain * sliding);
  }
}

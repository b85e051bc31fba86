package io.escapement.safety.tank;

/**
 * How far a joint can move in the direction of an effort while that effort is held.
 *
 * <p>From v at the start and {@code |qdd| <= a} the displacement along {@code sign(tau)} in a time
 * up to H is at most {@code max(0, H sign(tau) v + a H^2 / 2)}, that is {@code H|v| + a H^2/2}
 * along the velocity and {@code max(0, a H^2/2 - H|v|)} against it. An effort that acts only r
 * ticks later finds a velocity that is up to {@code a H r} higher. An encoder's step counts twice:
 * once for the displacement that it hides, once for the change of effort over a hidden
 * displacement.
 */
final class Travel {

  private final double heldS;
  private final double[] acceleration;
  private final double[] resolution;

  Travel(HeldEffort held) {
    heldS = held.heldS();
    acceleration = held.accelerationMax().stream().mapToDouble(Double::doubleValue).toArray();
    resolution = held.resolution().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The part that does not depend on the velocity, rad. */
  double atRest(int joint, int remainingTicks) {
    return acceleration[joint] * heldS * heldS * (0.5 + remainingTicks) + 2 * resolution[joint];
  }

  /** How far the joint moves along the effort at most, rad; 0 for no effort. */
  double along(int joint, double effort, double velocity, int remainingTicks) {
    if (effort == 0) {
      return 0;
    }
    double rest = acceleration[joint] * heldS * heldS * (0.5 + remainingTicks);
    double directed = effort > 0 ? velocity : -velocity;
    return Math.max(0, heldS * directed + rest) + 2 * resolution[joint];
  }

  /** What a change of effort costs over a displacement that the encoder hides, J. */
  double hidden(int joint, double change) {
    return Math.abs(change) * resolution[joint] / 2;
  }

  double heldS() {
    return heldS;
  }
}

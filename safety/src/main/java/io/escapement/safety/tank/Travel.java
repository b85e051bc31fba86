package io.escapement.safety.tank;

/**
 * How far a joint can move in the direction of an effort while that effort is held, and what that
 * costs.
 *
 * <p>From v at the start and {@code |qdd| <= a} the displacement along {@code sign(tau)} in a time
 * up to H is at most {@code max(0, H sign(tau) v + a H^2 / 2)}, that is {@code H|v| + a H^2/2}
 * along the velocity and {@code max(0, a H^2/2 - H|v|)} against it. An effort that acts only r
 * ticks later finds a velocity that is up to {@code a H r} higher. An encoder's step counts twice:
 * once for the displacement that it hides, once for the change of effort over a hidden
 * displacement.
 *
 * <p>A drive's own damping gives {@code -D (v - c)} besides, c being the velocity at the command,
 * up to d ticks before. Over a time t of it with the displacement dq its work is {@code -D int (v -
 * c) v = -D c (dq - c t) - D int (v - c)^2}, and since the integral is at least {@code (dq - c t)^2
 * / t} (Cauchy and Schwarz) at most {@code -D m dq}, m being the mean of {@code v - c}, which is
 * within {@code a H (1/2 + d)}. So {@code D a H (1/2 + d) |dq|} covers it, whatever the way between
 * the samples was.
 */
final class Travel {

  private final double heldS;
  private final int least;
  private final int latest;
  private final double[] acceleration;
  private final double[] resolution;
  private final double[] drag;

  Travel(HeldEffort held) {
    heldS = held.heldS();
    least = held.minimumDelayTicks();
    latest = held.delayTicks();
    acceleration = held.accelerationMax().stream().mapToDouble(Double::doubleValue).toArray();
    resolution = held.resolution().stream().mapToDouble(Double::doubleValue).toArray();
    drag = new double[acceleration.length];
    for (int joint = 0; joint < drag.length; joint++) {
      drag[joint] = held.dampingMax().get(joint) * acceleration[joint] * heldS * (0.5 + latest);
    }
  }

  /** The part that does not depend on the velocity, rad. */
  double atRest(int joint, int remainingTicks) {
    return acceleration[joint] * heldS * heldS * (0.5 + remainingTicks) + 2 * resolution[joint];
  }

  /** The sum of that over all periods in which a command given now may act, rad. */
  double atRest(int joint) {
    double sum = 0;
    for (int period = least; period <= latest; period++) {
      sum += atRest(joint, period);
    }
    return sum;
  }

  /** How far the joint moves along the effort at most by the encoder, rad. */
  double along(int joint, double effort, double velocity, int remainingTicks) {
    double rest = acceleration[joint] * heldS * heldS * (0.5 + remainingTicks);
    double directed = effort > 0 ? velocity : -velocity;
    return Math.max(0, heldS * directed + rest) + resolution[joint];
  }

  /** What an effort costs at most that is commanded now, in all periods in which it may act, J. */
  double cost(int joint, double effort, double velocity) {
    if (effort == 0) {
      return 0;
    }
    double way = 0;
    for (int period = least; period <= latest; period++) {
      way += along(joint, effort, velocity, period) + resolution[joint];
    }
    return Math.abs(effort) * way;
  }

  /** What a change of effort costs over a displacement that the encoder hides, J. */
  double hidden(int joint, double change) {
    return Math.abs(change) * resolution[joint] / 2;
  }

  /** What an effort costs, at its beginning and at its end, for what the encoder hides, J. */
  double hiddenTwice(int joint, double effort) {
    return Math.abs(effort) * resolution[joint];
  }

  /** What the drive's own damping gives at most over a displacement by the encoder, J. */
  double damping(int joint, double displacement) {
    return drag[joint] == 0 ? 0 : drag[joint] * (Math.abs(displacement) + resolution[joint]);
  }

  /** What the drive's own damping gives at most in a period to come, J. */
  double dampingAhead(int joint, double velocity, int remainingTicks) {
    double rest = acceleration[joint] * heldS * heldS * (0.5 + remainingTicks);
    return damping(joint, heldS * Math.abs(velocity) + rest + resolution[joint]);
  }

  double heldS() {
    return heldS;
  }
}

package io.escapement.hardware;

import java.util.Objects;

/**
 * A force on a body of a simulated world for a while, at its centre of mass.
 *
 * @param atNs when it begins, nanoseconds since the start of the run
 * @param body the body's name in the simulator's model
 * @param xN force along the world's x axis, newtons
 * @param yN force along the world's y axis, newtons
 * @param zN force along the world's z axis, newtons
 * @param durationNs how long it lasts, nanoseconds
 */
public record Push(long atNs, String body, double xN, double yN, double zN, long durationNs) {

  /**
   * Checks the numbers.
   *
   * @param atNs when it begins, not negative
   * @param body the body's name
   * @param xN finite
   * @param yN finite
   * @param zN finite
   * @param durationNs positive
   * @throws IllegalArgumentException if one of these does not hold
   */
  public Push {
    Objects.requireNonNull(body, "body");
    if (atNs < 0 || durationNs <= 0) {
      throw new IllegalArgumentException(
          "push at " + atNs + " ns for " + durationNs + " ns: expected at >= 0, duration > 0");
    }
    if (!Double.isFinite(xN) || !Double.isFinite(yN) || !Double.isFinite(zN)) {
      throw new IllegalArgumentException("push: the force must be finite");
    }
  }
}

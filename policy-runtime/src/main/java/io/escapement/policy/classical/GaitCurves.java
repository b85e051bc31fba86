package io.escapement.policy.classical;

import io.escapement.controller.stage.Turns;

/**
 * The two curves of a gait over the part {@code u} of its cycle, from 0 to 1. A leg stands while
 * {@code u} is less than the duty factor {@code d}, and swings after that.
 */
final class GaitCurves {

  private GaitCurves() {}

  /** Part of the cycle at a number of cycles. */
  static double part(double cycles) {
    return cycles - StrictMath.floor(cycles);
  }

  /** From 1 back to -1 while the leg stands, from -1 forth to 1 while it swings, both at a line. */
  static double sweep(double u, double d) {
    return u < d ? 1 - 2 * u / d : 2 * ((u - d) / (1 - d)) - 1;
  }

  /** Half a sine wave while the leg stands, and another while it swings. */
  static double bell(double u, double d) {
    return Turns.sin(0.5 * (u < d ? u / d : (u - d) / (1 - d)));
  }
}

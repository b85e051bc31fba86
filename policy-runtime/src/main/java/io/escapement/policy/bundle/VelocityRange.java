package io.escapement.policy.bundle;

import java.util.Objects;

/**
 * What velocity commands the policy was trained for, in the base frame; what it observes is clipped
 * to it.
 *
 * @param bounds vx and vy in m/s, wz in rad/s
 */
public record VelocityRange(Bounds bounds) {

  /**
   * Checks that there are three pairs.
   *
   * @param bounds vx, vy, wz
   * @throws IllegalArgumentException if they do not fit three elements
   */
  public VelocityRange {
    Objects.requireNonNull(bounds, "bounds");
    if (!bounds.fits(3)) {
      throw new IllegalArgumentException("expected limits of vx, vy and wz");
    }
  }
}

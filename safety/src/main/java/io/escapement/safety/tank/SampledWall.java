package io.escapement.safety.tank;

/**
 * Whether a spring that a controller renders sample by sample is passive (Colgate and Schenkel):
 * {@code b > K T / 2 + |B|}, with b the joint's own physical damping, K and B the rendered
 * stiffness and damping, and T the period at which the drive computes them.
 */
public final class SampledWall {

  private SampledWall() {}

  /**
   * The damping that the joint itself must exceed.
   *
   * @param stiffness K, Nm/rad (N/m)
   * @param damping B, Nm s/rad (N s/m)
   * @param periodS T, s
   * @return Nm s/rad (N s/m)
   */
  public static double leastDamping(double stiffness, double damping, double periodS) {
    return stiffness * periodS / 2 + Math.abs(damping);
  }

  /**
   * Whether the joint's damping suffices.
   *
   * @param physicalDamping b, Nm s/rad (N s/m)
   * @param stiffness K, Nm/rad (N/m)
   * @param damping B, Nm s/rad (N s/m)
   * @param periodS T, s
   * @return false also where a value is no number
   */
  public static boolean isPassive(
      double physicalDamping, double stiffness, double damping, double periodS) {
    return physicalDamping > leastDamping(stiffness, damping, periodS);
  }
}

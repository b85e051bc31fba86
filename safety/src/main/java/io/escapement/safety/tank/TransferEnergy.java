package io.escapement.safety.tank;

/**
 * What a tank near people may hold: the energy that a contact transfers at the force limit of a
 * body region, {@code E = F^2 / (2 k)} (ISO/TS 15066, annex A).
 */
public final class TransferEnergy {

  private TransferEnergy() {}

  /**
   * The energy at the limit.
   *
   * @param forceN greatest permitted force on the body region, N
   * @param stiffnessNM the region's effective spring constant, N/m
   * @return J
   */
  public static double capJ(double forceN, double stiffnessNM) {
    return forceN * forceN / (2 * stiffnessNM);
  }
}

package io.escapement.policy.sampler;

/** How strongly real-time chunking pulls a chunk that is being sampled to its prefix. Pure. */
public final class GuidanceWeight {

  /** Greatest weight in LeRobot. */
  public static final double LEROBOT_CAP = 10;

  /** Greatest weight in Kinetix. */
  public static final double KINETIX_CAP = 5;

  private GuidanceWeight() {}

  /**
   * The weight: {@code (1-tau)/tau ((1-tau)^2 + tau^2) / (1-tau)^2}, capped.
   *
   * @param tau how far sampling has come, 0 at noise and 1 at the action
   * @param cap greatest weight, which the ends have
   * @return the weight
   */
  public static double at(double tau, double cap) {
    double left = 1 - tau;
    // The quotient of the paper with (1 - tau) taken out: the same, and defined at the end.
    double weight = (left * left + tau * tau) / (tau * left);
    return weight < cap ? weight : cap;
  }
}

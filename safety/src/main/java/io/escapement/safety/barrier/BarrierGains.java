package io.escapement.safety.barrier;

/**
 * How a barrier is kept.
 *
 * @param k1 1/s: the speed towards the barrier is at most k1 times the distance that is left
 * @param k2 1/s: how fast the room that this leaves may be used up
 * @param disturbance bound on what else changes hdd (degree one: hd), in m/s^2 (m/s), rad/s^2 for
 *     joints
 * @param price what a unit of slack squared costs; infinite for a barrier that never gives way
 */
public record BarrierGains(double k1, double k2, double disturbance, double price) {

  /**
   * Unless others are asked for: 10/s each, nothing disturbs, never gives way. At 10/s a link stops
   * from 1 m/s within 0.1 m and a few more, and needs 10 m/s^2 for that, which arms and legs have;
   * with both gains equal the last of the way is neither oscillation nor creep.
   */
  public static final BarrierGains DEFAULT = new BarrierGains(10, 10, 0, Double.POSITIVE_INFINITY);

  /**
   * Checks the gains.
   *
   * @param k1 1/s, positive
   * @param k2 1/s, positive
   * @param disturbance at least 0
   * @param price positive, or infinite
   * @throws IllegalArgumentException if one is out of its range
   */
  public BarrierGains {
    boolean fits = k1 > 0 && k2 > 0 && disturbance >= 0 && price > 0;
    if (!fits || !Double.isFinite(k1 + k2 + disturbance)) {
      throw new IllegalArgumentException(
          "expected k1 and k2 above 0, a disturbance of at least 0 and a price above 0, found "
              + k1
              + ", "
              + k2
              + ", "
              + disturbance
              + ", "
              + price);
    }
  }

  /**
   * Whether the barrier may give way at its price.
   *
   * @return false for one that never does
   */
  public boolean isSoft() {
    return price < Double.POSITIVE_INFINITY;
  }
}

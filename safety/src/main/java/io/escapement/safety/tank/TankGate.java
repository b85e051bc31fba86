package io.escapement.safety.tank;

/**
 * The gate of a ledger's tanks: scales efforts beyond gravity to what stays affordable however the
 * joints move while they are held, {@code alpha = min(1, (E - floor) / sum_i |tau'_i| dx_i)}.
 *
 * <p>Efforts along the velocity and efforts against it are scaled apart, and the latter are served
 * first and from a deeper level, so that an empty tank stops no braking; gravity compensation is
 * outside the account and passes always. Immutable, allocation-free.
 */
public final class TankGate {

  private final TankLedger ledger;

  /**
   * Creates the gate of a ledger.
   *
   * @param ledger whose tanks pay
   */
  public TankGate(TankLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Scales efforts to what the tanks can pay in the worst case. Efforts along the velocity and
   * efforts against it are scaled apart, and the latter are served first, so that what brakes is
   * not stopped by what pushes.
   *
   * @param state read, settled in this tick
   * @param velocity each joint's, as measured now
   * @param effort beyond gravity compensation, changed in place
   * @param authority who asks
   * @param scale written: the factor of each joint, 0 to 1
   * @return the smallest factor, 1 if nothing was changed
   */
  public double authorise(
      double[] state, double[] velocity, double[] effort, Authority authority, double[] scale) {
    double smallest = 1;
    for (int joint = 0; joint < ledger.held().joints(); joint++) {
      scale[joint] = 1;
    }
    for (int t = 0; t < ledger.tanks(); t++) {
      double brakes = 0;
      double injects = 0;
      for (int joint : ledger.members(t)) {
        double tau = effort[joint];
        double cost = ledger.travel().cost(joint, tau, velocity[joint]);
        if (tau * velocity[joint] < 0) {
          brakes += cost;
        } else {
          injects += cost;
        }
      }
      double available = ledger.levelJ(state, t) - ledger.pendingJ(state, t, velocity);
      boolean all = authority == Authority.BRAKE;
      double braking = fraction(available - (all ? 0 : ledger.tank(t).reserveJ()), brakes);
      double spent = braking > 0 ? braking * brakes : 0;
      double injecting = fraction(available - spent - (all ? 0 : ledger.tank(t).floorJ()), injects);
      for (int joint : ledger.members(t)) {
        double own = effort[joint] * velocity[joint] < 0 ? braking : injecting;
        scale[joint] = Math.min(scale[joint], own);
      }
    }
    for (int joint = 0; joint < ledger.held().joints(); joint++) {
      if (scale[joint] < 1) {
        effort[joint] = scale[joint] == 0 ? 0 : scale[joint] * effort[joint];
        smallest = Math.min(smallest, scale[joint]);
      }
    }
    return smallest;
  }

  /** A cost that is no number is one that nothing can pay. */
  static double fraction(double available, double cost) {
    if (cost <= 0) {
      return 1;
    }
    double share = available / cost;
    return share > 0 ? Math.min(1, share) : 0;
  }

  /**
   * What must lie in a tank for a brake at rest not to be scaled: {@code sum_i tau_i a_i H^2 (1/2 +
   * d)} over its joints and over the delays d that are possible, in ticks.
   *
   * @param tank by index
   * @param brakeEffort the largest effort of each joint's brake
   * @return J
   */
  public double brakeReserveJ(int tank, double[] brakeEffort) {
    double reserve = 0;
    for (int joint : ledger.members(tank)) {
      reserve += brakeEffort[joint] * ledger.travel().atRest(joint);
    }
    return reserve;
  }
}

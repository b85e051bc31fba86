package io.escapement.safety.tank;

/**
 * One tank's gate as a row and a box of a quadratic programme over the efforts beyond gravity.
 *
 * <p>{@code |tau'| dx} is not linear in the effort, the sufficient row {@code H v.tau' + kappa <= E
 * - floor} is, with {@code kappa = H^2 (1/2 + d) sum_i tau'max_i a_i}. With less than 2 kappa above
 * the floor it would be too narrow, and without kappa have no solution, not even zero. Then a box
 * counts, for each joint by itself: along the velocity (both ways at rest) efforts stay below
 * {@code s tau'max}, with {@code s = min(1, (E - floor) / (H sum_i |v_i| tau'max_i + kappa))}, the
 * part of all efforts at once that can be paid; against the velocity they may have what costs no
 * more than their share of that and of the part between floor and reserve, and that is everything
 * from the speed at which no effort can turn the joint back within its hold. The row is still
 * there, with s kappa, and follows from the box. Zero is always inside, and any effort inside keeps
 * {@code E >= reserve}.
 *
 * <p>Where the delay may be one of w + 1, kappa is the sum over them, and H is (w + 1) H in the
 * row. What one joint gains by braking is then not there for another: each may still be under its
 * command before. So the box counts at any level.
 *
 * <p>Immutable, allocation-free.
 */
public final class TankRow {

  private final TankLedger ledger;
  private final int tank;
  private final double kappaJ;
  private final int periods;

  /**
   * Creates the row of one tank.
   *
   * @param ledger to which the tank belongs
   * @param tank by index
   */
  public TankRow(TankLedger ledger, int tank) {
    this.ledger = ledger;
    this.tank = tank;
    double kappa = 0;
    for (int joint : ledger.members(tank)) {
      kappa += ledger.held().effortMax().get(joint) * ledger.travel().atRest(joint);
    }
    kappaJ = kappa;
    periods = ledger.held().periodsOfAction();
  }

  /**
   * What the row takes off the budget for accelerations inside a period; large at low rates.
   *
   * @return J, at full efforts
   */
  public double kappaJ() {
    return kappaJ;
  }

  /**
   * Makes row and box for a tick; joints outside the tank get coefficient 0 and an unlimited box.
   *
   * @param state the ledger's, settled in this tick
   * @param velocity each joint's, as measured now
   * @param row written: the coefficient of each joint's effort beyond gravity, (w + 1) H v_i
   * @param lower written: least effort beyond gravity of each joint
   * @param upper written: greatest effort beyond gravity of each joint
   * @return the row's upper bound, J
   */
  public double fill(
      double[] state, double[] velocity, double[] row, double[] lower, double[] upper) {
    return fill(state, velocity, row, lower, upper, Authority.POLICY);
  }

  /**
   * Makes row and box for a tick for whoever asks.
   *
   * @param state the ledger's, settled in this tick
   * @param velocity each joint's, as measured now
   * @param row written: the coefficient of each joint's effort beyond gravity, (w + 1) H v_i
   * @param lower written: least effort beyond gravity of each joint
   * @param upper written: greatest effort beyond gravity of each joint
   * @param authority the brake may spend what lies below floor and reserve
   * @return the row's upper bound, J
   */
  public double fill(
      double[] state,
      double[] velocity,
      double[] row,
      double[] lower,
      double[] upper,
      Authority authority) {
    for (int joint = 0; joint < ledger.held().joints(); joint++) {
      row[joint] = 0;
      lower[joint] = Double.NEGATIVE_INFINITY;
      upper[joint] = Double.POSITIVE_INFINITY;
    }
    double heldS = ledger.travel().heldS();
    boolean all = authority == Authority.BRAKE;
    double floor = all ? 0 : ledger.tank(tank).floorJ();
    double reserve = all ? 0 : ledger.tank(tank).reserveJ();
    double level = ledger.levelJ(state, tank) - ledger.pendingJ(state, tank, velocity);
    double available = Math.max(0, level - floor);
    double room = Math.max(0, Math.min(level, floor) - reserve);
    boolean apart = periods > 1 || available < 2 * kappaJ;
    double full = apart ? kappaJ : 2 * kappaJ;
    for (int joint : ledger.members(tank)) {
      double most = ledger.held().effortMax().get(joint);
      full += apart ? periods * heldS * Math.abs(velocity[joint]) * most : 0;
    }
    double inject = full > 0 ? Math.min(1, available / full) : 1;
    double brake = kappaJ > 0 ? Math.min(1, inject + room / kappaJ) : 1;
    for (int joint : ledger.members(tank)) {
      double v = velocity[joint];
      double most = ledger.held().effortMax().get(joint);
      double against = brake * most;
      if (apart) {
        // No other joint can spend what this one gains: it costs what it may move back, no more.
        double unit = ledger.travel().cost(joint, v > 0 ? -1 : 1, v);
        double share = against * ledger.travel().atRest(joint);
        against = unit * most <= share ? most : unit > 0 ? share / unit : 0;
      }
      row[joint] = periods * heldS * v;
      lower[joint] = 0 - (v > 0 ? against : inject * most);
      upper[joint] = v < 0 ? against : inject * most;
    }
    // Of a joint at rest all that is available may go into kappa, and a little more by rounding.
    return Math.max(0, available - inject * kappaJ);
  }
}

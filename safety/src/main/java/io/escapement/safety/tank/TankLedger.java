package io.escapement.safety.tank;

import java.util.List;

/**
 * The account of efforts that are held over a period: reserve, then settle.
 *
 * <p>With {@code tau'} the effort beyond gravity compensation, a tick settles what was, {@code E +=
 * refill dt - tau'.dq} up to the cap, from encoders and therefore exactly, and then lets out only
 * what stays affordable however the joints move: {@code alpha = min(1, (E - floor) / sum_i |tau'_i|
 * dx_i)}, with {@code dx_i} after {@link Travel}. With a command delay the commands still under way
 * keep their reservations. Where the delay is not known exactly, of all commands that may act in a
 * period the one that costs most is booked, joint by joint, and a command is reserved for in each
 * period in which it may act; so no whole number of ticks within the range breaks the bound. Hence
 * {@code E >= 0}, and {@code sum tau'.dq <= E0 + refill t}, as long as accelerations and hold times
 * stay inside {@link HeldEffort}; {@link Settlement#OVERDRAWN} tells when they did not.
 *
 * <p>What a drive's own damping may give ({@link HeldEffort#dampingMax}) is reserved and booked at
 * its bound whether a policy gets anything or not. Only then may a level fall below the reserve,
 * and below 0; {@code sum tau'.dq <= E0 + refill t - E} holds all the same, and it is time for the
 * brake.
 *
 * <p>Use in a tick: {@link #settle}, {@link TankGate#authorise} or {@link TankRow}, and, with what
 * was applied, {@link #commit}. Immutable; the state is the caller's array of {@link #stateSize()}
 * doubles. Units: rad, rad/s, Nm, J, s (m, m/s, N for sliding joints). Sums run in the joints'
 * order.
 */
public final class TankLedger {

  private static final int LEVEL = 0;
  private static final int INJECTED = 1;
  private static final int DISCARDED = 2;
  private static final int REFILLED = 3;
  private static final int RESERVED = 4;
  private static final int PER_TANK = 5;

  private final EnergyTank[] tanks;
  private final int[][] members;
  private final int joints;
  private final HeldEffort held;
  private final Travel travel;
  private final int positions;
  private final UnderWay underWay;

  /**
   * Creates a ledger.
   *
   * @param tanks one or more, which may share joints: a joint's effort must be affordable in each
   * @param held what is assumed of the joints
   * @throws IllegalArgumentException if a tank names a joint that there is not
   */
  public TankLedger(List<EnergyTank> tanks, HeldEffort held) {
    this.tanks = tanks.toArray(EnergyTank[]::new);
    joints = held.joints();
    members = new int[this.tanks.length][];
    for (int t = 0; t < members.length; t++) {
      members[t] = tanks.get(t).joints().stream().mapToInt(Integer::intValue).toArray();
      for (int joint : members[t]) {
        if (joint < 0 || joint >= joints) {
          throw new IllegalArgumentException(
              "tank "
                  + tanks.get(t).name()
                  + ": expected joints 0 to "
                  + (joints - 1)
                  + ", found "
                  + joint);
        }
      }
    }
    this.held = held;
    travel = new Travel(held);
    positions = PER_TANK * this.tanks.length;
    underWay = new UnderWay(held, travel, positions + joints);
  }

  /**
   * How many doubles the state has.
   *
   * @return levels and totals of the tanks, the last positions, and the efforts under way
   */
  public int stateSize() {
    return positions + joints + underWay.size();
  }

  /**
   * Fills the tanks for a start at rest without effort.
   *
   * @param state written
   */
  public void start(double[] state) {
    for (int i = 0; i < stateSize(); i++) {
      state[i] = 0;
    }
    for (int t = 0; t < tanks.length; t++) {
      state[PER_TANK * t + LEVEL] = tanks[t].initialJ();
    }
  }

  /**
   * Books the period just over, at the start of a tick.
   *
   * @param state read and written
   * @param position each joint's, as measured now
   * @param dtS since the settlement before, for the refill; 0 if it is negative or no number
   * @return how it went; the worst over all tanks
   */
  public Settlement settle(double[] state, double[] position, double dtS) {
    return settle(state, position, dtS, DriveLaw.HELD);
  }

  /**
   * Books the period just over of drives that do not hold their efforts. What they gave beyond is
   * booked, and not reserved for: it may take a level below the reserve, and below 0.
   *
   * @param state read and written
   * @param position each joint's, as measured now
   * @param dtS since the settlement before, for the refill; 0 if it is negative or no number
   * @param law what the drives did between the ticks
   * @return how it went; the worst over all tanks
   */
  public Settlement settle(double[] state, double[] position, double dtS, DriveLaw law) {
    Settlement worst = Settlement.SETTLED;
    for (int t = 0; t < tanks.length; t++) {
      int base = PER_TANK * t;
      double reserved = state[base + RESERVED];
      double work = 0;
      double given = 0;
      double hidden = 0;
      for (int joint : members[t]) {
        hidden += underWay.hidden(state, joint);
        double displacement = position[joint] - state[positions + joint];
        work += underWay.work(state, joint, displacement);
        given += underWay.work(state, joint, displacement, law);
        // Before the first commit nothing is reserved, and no position is known.
        double damped = reserved > 0 ? travel.damping(joint, displacement) : 0;
        work += damped;
        given += damped;
      }
      if (!Double.isFinite(work + given)) {
        given = reserved;
        worst = Settlement.UNMEASURED;
      } else if (work > reserved + 1e-12 * (1 + reserved) && worst == Settlement.SETTLED) {
        worst = Settlement.OVERDRAWN;
      }
      double refill = dtS > 0 && Double.isFinite(dtS) ? tanks[t].refillW() * dtS : 0;
      double level = state[base + LEVEL] - given - hidden + refill;
      double kept = Math.min(tanks[t].capJ(), level);
      state[base + LEVEL] = kept;
      state[base + INJECTED] += given;
      state[base + DISCARDED] += hidden + (level - kept);
      state[base + REFILLED] += refill;
      state[base + RESERVED] = 0;
    }
    for (int joint = 0; joint < joints; joint++) {
      // The one before stays, so that the next one that is read closes the gap.
      if (Double.isFinite(position[joint])) {
        state[positions + joint] = position[joint];
      }
    }
    underWay.settle(state);
    return worst;
  }

  /**
   * What there is to pay whatever is commanded now: the commands under way with a delay, where the
   * encoders have a step the change away from the last effort, and the drives' own damping.
   *
   * @param state read, settled in this tick
   * @param tank by index
   * @param velocity each joint's, as measured now
   * @return J
   */
  public double pendingJ(double[] state, int tank, double[] velocity) {
    double pending = 0;
    for (int joint : members[tank]) {
      pending += underWay.pending(state, joint, velocity[joint]);
    }
    return pending;
  }

  /**
   * Enters what was applied, at the end of a tick.
   *
   * @param state read and written
   * @param velocity each joint's, as measured in this tick
   * @param effort beyond gravity compensation, as applied
   */
  public void commit(double[] state, double[] velocity, double[] effort) {
    underWay.commit(state, effort);
    for (int t = 0; t < tanks.length; t++) {
      double reserved = 0;
      for (int joint : members[t]) {
        reserved += underWay.reserve(state, joint, velocity[joint]);
      }
      state[PER_TANK * t + RESERVED] = reserved;
    }
  }

  /**
   * A tank's level.
   *
   * @param state read
   * @param tank by index
   * @return J
   */
  public double levelJ(double[] state, int tank) {
    return state[PER_TANK * tank + LEVEL];
  }

  /**
   * What a tank's joints gave to the world beyond gravity since the start, less what they took from
   * it.
   *
   * @param state read
   * @param tank by index
   * @return J
   */
  public double injectedJ(double[] state, int tank) {
    return state[PER_TANK * tank + INJECTED];
  }

  /**
   * What was lost above a tank's cap and to the encoders' steps since the start.
   *
   * @param state read
   * @param tank by index
   * @return J
   */
  public double discardedJ(double[] state, int tank) {
    return state[PER_TANK * tank + DISCARDED];
  }

  /**
   * What flowed in from the power budget since the start.
   *
   * @param state read
   * @param tank by index
   * @return J
   */
  public double refilledJ(double[] state, int tank) {
    return state[PER_TANK * tank + REFILLED];
  }

  EnergyTank tank(int tank) {
    return tanks[tank];
  }

  int[] members(int tank) {
    return members[tank];
  }

  int tanks() {
    return tanks.length;
  }

  HeldEffort held() {
    return held;
  }

  Travel travel() {
    return travel;
  }
}

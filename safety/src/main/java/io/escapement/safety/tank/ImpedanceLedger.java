package io.escapement.safety.tank;

/**
 * The account of drives that take a set-point, a stiffness, a damping and a feed-forward effort:
 * {@code tau = -K e - D v + tau_ff}, {@code e = q - q_d}, computed once a tick.
 *
 * <p>A jump of the set-point or of the stiffness pays the change of the spring energy {@code U =
 * e.K.e / 2}. Each period books {@code T += v.D.dq - tau_ff.dq - dq.K.dq / 2}, the last term being
 * what a sampled spring leaks. Exactly, whatever the velocities were: {@code sum tau.dq = (U0 + T0)
 * - (UN + TN) + refilled - discarded}. tau_ff is the effort beyond gravity compensation.
 *
 * <p>What a spring leaks while it merely stands cannot be refused, only its set-point moves: a
 * level below the tank's reserve says that stiffness and period do not fit ({@link SampledWall}),
 * and that it is time for the brake.
 *
 * <p>Use in a tick: {@link #settle}, then {@link #authorise}. Immutable; the state is the caller's
 * array of {@link #stateSize()} doubles. K and D are diagonal. Units: J, rad, rad/s, Nm, s.
 */
public final class ImpedanceLedger {

  private static final int LEVEL = 0;
  private static final int DISCARDED = 1;
  private static final int REFILLED = 2;
  private static final int HEAD = 3;

  private final EnergyTank tank;
  private final int joints;
  private final Travel travel;
  private final double[] acceleration;
  private final int position;
  private final int velocity;
  private final int setPoint;
  private final int stiffness;
  private final int damping;
  private final int feedForward;

  /**
   * Creates a ledger.
   *
   * @param tank the budget; its joints are all those of {@code held}
   * @param held what is assumed of the joints; without a delay and without damping between ticks
   * @throws IllegalArgumentException if there is one, for which this account does not provide
   */
  public ImpedanceLedger(EnergyTank tank, HeldEffort held) {
    if (held.delayTicks() != 0) {
      throw new IllegalArgumentException(
          "tank "
              + tank.name()
              + ": expected a command delay of 0 ticks, found "
              + held.delayTicks());
    }
    for (double damping : held.dampingMax()) {
      if (damping != 0) {
        throw new IllegalArgumentException(
            "tank "
                + tank.name()
                + ": expected a damping between ticks of 0 Nm s/rad, found "
                + damping);
      }
    }
    this.tank = tank;
    joints = held.joints();
    travel = new Travel(held);
    acceleration = held.accelerationMax().stream().mapToDouble(Double::doubleValue).toArray();
    position = HEAD;
    velocity = position + joints;
    setPoint = velocity + joints;
    stiffness = setPoint + joints;
    damping = stiffness + joints;
    feedForward = damping + joints;
  }

  /**
   * How many doubles the state has.
   *
   * @return level and totals, and six for each joint
   */
  public int stateSize() {
    return HEAD + 6 * joints;
  }

  /**
   * Fills the tank for a start without stiffness, damping and effort.
   *
   * @param state written
   * @param measured each joint's position, which becomes the set-point
   */
  public void start(double[] state, double[] measured) {
    for (int i = 0; i < stateSize(); i++) {
      state[i] = 0;
    }
    state[LEVEL] = tank.initialJ();
    for (int joint = 0; joint < joints; joint++) {
      state[position + joint] = measured[joint];
      state[setPoint + joint] = measured[joint];
    }
  }

  /**
   * Books the period just over.
   *
   * @param state read and written
   * @param measured each joint's position now
   * @param dtS since the settlement before, for the refill
   * @return {@link Settlement#UNMEASURED} if a position was no number: the tank is then empty
   */
  public Settlement settle(double[] state, double[] measured, double dtS) {
    double flow = 0;
    boolean measuredAll = true;
    for (int joint = 0; joint < joints; joint++) {
      double dq = measured[joint] - state[position + joint];
      if (!Double.isFinite(dq)) {
        // The position before stays, so that the next one that is read closes the gap.
        measuredAll = false;
        continue;
      }
      double damped = state[damping + joint] * state[velocity + joint];
      double leak = state[stiffness + joint] * dq / 2;
      flow += (damped - state[feedForward + joint] - leak) * dq;
      state[position + joint] = measured[joint];
    }
    double refill = dtS > 0 && Double.isFinite(dtS) ? tank.refillW() * dtS : 0;
    state[REFILLED] += refill;
    add(state, flow + refill);
    if (!measuredAll) {
      double lost = Math.max(0, state[LEVEL]);
      state[LEVEL] -= lost;
      state[DISCARDED] += lost;
      return Settlement.UNMEASURED;
    }
    return Settlement.SETTLED;
  }

  private void add(double[] state, double energyJ) {
    double level = state[LEVEL] + energyJ;
    double kept = Math.min(tank.capJ(), level);
    state[DISCARDED] += level - kept;
    state[LEVEL] = kept;
  }

  /**
   * Brings a command inside the budget, pays for it and enters it. Of the feed-forward effort and
   * of a stiffening the affordable part is let through; then the set-points go as far towards the
   * wanted ones as can be paid. What gives energy back, or costs none, always passes. All values
   * must be finite.
   *
   * @param state read and written, settled in this tick; the positions are those of the settlement
   * @param measuredVelocity each joint's
   * @param wantedSetPoint changed in place
   * @param wantedStiffness changed in place
   * @param wantedDamping as commanded, 0 or more
   * @param wantedFeedForward beyond gravity compensation, changed in place
   * @return the part of the set-points' move that was let through, 0 to 1
   */
  public double authorise(
      double[] state,
      double[] measuredVelocity,
      double[] wantedSetPoint,
      double[] wantedStiffness,
      double[] wantedDamping,
      double[] wantedFeedForward) {
    double budget = state[LEVEL] - tank.floorJ();
    double push = 0;
    double stiffening = 0;
    for (int joint = 0; joint < joints; joint++) {
      double v = measuredVelocity[joint];
      double held = travel.heldS();
      double rest = acceleration[joint] * held * held / 2;
      double reach = held * Math.abs(v) + rest;
      double most = Math.max(wantedStiffness[joint], state[stiffness + joint]);
      double reversed = Math.max(0, rest - held * Math.abs(v));
      budget -= most * reach * reach / 2 + wantedDamping[joint] * Math.abs(v) * reversed;
      double tau = wantedFeedForward[joint];
      push += travel.cost(joint, tau, v);
      double e = state[position + joint] - state[setPoint + joint];
      stiffening += Math.max(0, wantedStiffness[joint] - state[stiffness + joint]) * e * e / 2;
    }
    double pushed = TankGate.fraction(budget, push);
    double stiffened = TankGate.fraction(budget - pushed * push, stiffening);
    double before = springJ(state);
    double projection = 0;
    double curvature = 0;
    for (int joint = 0; joint < joints; joint++) {
      double change = wantedStiffness[joint] - state[stiffness + joint];
      if (change > 0 && stiffened < 1) {
        wantedStiffness[joint] = state[stiffness + joint] + stiffened * change;
      }
      if (pushed < 1) {
        wantedFeedForward[joint] = pushed == 0 ? 0 : pushed * wantedFeedForward[joint];
      }
      state[velocity + joint] = measuredVelocity[joint];
      state[stiffness + joint] = wantedStiffness[joint];
      state[damping + joint] = wantedDamping[joint];
      state[feedForward + joint] = wantedFeedForward[joint];
      double delta = wantedSetPoint[joint] - state[setPoint + joint];
      double force = wantedStiffness[joint] * delta;
      projection += (state[position + joint] - state[setPoint + joint]) * force;
      curvature += delta * force;
    }
    double left = budget - pushed * push - Math.max(0, springJ(state) - before);
    double moved = SetPointMove.fraction(projection, curvature, Math.max(0, left));
    for (int joint = 0; joint < joints; joint++) {
      if (moved < 1) {
        double from = state[setPoint + joint];
        wantedSetPoint[joint] = moved == 0 ? from : from + moved * (wantedSetPoint[joint] - from);
      }
      state[setPoint + joint] = wantedSetPoint[joint];
    }
    add(state, before - springJ(state));
    return moved;
  }

  /**
   * The energy in the springs.
   *
   * @param state read
   * @return U, J
   */
  public double springJ(double[] state) {
    double energy = 0;
    for (int joint = 0; joint < joints; joint++) {
      double e = state[position + joint] - state[setPoint + joint];
      energy += e * state[stiffness + joint] * e / 2;
    }
    return energy;
  }

  /**
   * The tank's level.
   *
   * @param state read
   * @return T, J
   */
  public double levelJ(double[] state) {
    return state[LEVEL];
  }

  /**
   * What was lost above the cap since the start.
   *
   * @param state read
   * @return J
   */
  public double discardedJ(double[] state) {
    return state[DISCARDED];
  }

  /**
   * What flowed in from the power budget since the start.
   *
   * @param state read
   * @return J
   */
  public double refilledJ(double[] state) {
    return state[REFILLED];
  }
}

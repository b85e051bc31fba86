package io.escapement.safety.tank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What no sequence of commands can do, whatever the rate, the delay, the encoders and the world.
 */
class TankProperties {

  private static final double[] PERIODS_S = {.02, .005, .001};
  private static final double EFFORT = 10;
  private static final double DISTURBANCE = 3;
  private static final int TICKS =
      Boolean.getBoolean("escapement.nightly")
          ? 1_000
          : Integer.getInteger("escapement.ticks", 200);

  /** A robot of masses with its ledger. */
  private static final class Rig {
    final Random random;
    final Masses masses;
    final HeldEffort held;
    final EnergyTank tank;
    final TankLedger ledger;
    final TankGate gate;
    final double[] state;
    final double[] scale;
    final double[] effort;
    final double lsb;
    final double[] damping;
    final int late;
    final List<double[]> underWay = new ArrayList<>();
    final List<double[]> velocities = new ArrayList<>();
    double timeS;

    Rig(long seed, int period, int delay, boolean three, boolean exact) {
      this(seed, period, delay, delay, three, exact, false);
    }

    Rig(
        long seed,
        int period,
        int minimumDelay,
        int delay,
        boolean three,
        boolean exact,
        boolean damped) {
      random = new Random(seed);
      masses = three ? Masses.three(DISTURBANCE, random) : Masses.one(DISTURBANCE, random);
      int n = masses.joints();
      lsb = exact ? 0 : 1e-4;
      List<Double> accelerations = new ArrayList<>();
      for (int j = 0; j < n; j++) {
        accelerations.add(masses.accelerationMax(j, EFFORT));
      }
      double heldS = PERIODS_S[period] * 2;
      damping = new double[n];
      List<Double> dampingMax = new ArrayList<>();
      double fastest = Collections.max(accelerations);
      for (int j = 0; j < n; j++) {
        damping[j] = damped ? .02 / (heldS * (delay + 1)) : 0;
        dampingMax.add(damping[j]);
        // What the damping adds: 0.02 a at each joint, times 4.6 /kg at most.
        accelerations.set(j, accelerations.get(j) + (damped ? fastest / 10 : 0));
      }
      late = random.nextInt(3);
      held =
          new HeldEffort(
                  PERIODS_S[period],
                  2,
                  delay,
                  accelerations,
                  Collections.nCopies(n, EFFORT),
                  Collections.nCopies(n, lsb))
              .withMinimumDelay(minimumDelay)
              .withDamping(dampingMax);
      double reserve = 0;
      for (double a : accelerations) {
        for (int d = minimumDelay; d <= delay; d++) {
          reserve += EFFORT * (a * heldS * heldS * (.5 + d) + 2 * lsb);
        }
      }
      List<Integer> all = new ArrayList<>();
      for (int j = 0; j < n; j++) {
        all.add(j);
      }
      double floor = 2 * reserve;
      double refill = random.nextBoolean() ? 0 : .1;
      tank = new EnergyTank("arm", all, floor + .5, floor + 2, floor, reserve, refill);
      ledger = new TankLedger(List.of(tank), held);
      gate = new TankGate(ledger);
      state = new double[ledger.stateSize()];
      scale = new double[n];
      effort = new double[n];
      for (int d = 0; d <= delay; d++) {
        underWay.add(new double[n]);
        velocities.add(new double[n]);
      }
      ledger.start(state);
    }

    double[] measured() {
      double[] q = masses.q.clone();
      for (int j = 0; lsb > 0 && j < q.length; j++) {
        q[j] = Math.rint(q[j] / lsb) * lsb;
      }
      return q;
    }

    /** Pushes, reverses, overshoots, rests. */
    void adversary() {
      int kind = random.nextInt(6);
      for (int j = 0; j < effort.length; j++) {
        double along = masses.v[j] >= 0 ? EFFORT : -EFFORT;
        effort[j] =
            switch (kind) {
              case 0, 1 -> along;
              case 2 -> -along;
              case 3 -> random.nextBoolean() ? along : -along;
              case 4 -> 0;
              default -> (random.nextDouble() * 2 - 1) * EFFORT;
            };
      }
    }

    /** Commits the effort and lets the world go on for one period, or two when a tick is late. */
    Settlement advance() {
      ledger.commit(state, masses.v, effort);
      underWay.add(effort.clone());
      underWay.remove(0);
      velocities.add(masses.v.clone());
      velocities.remove(0);
      double dt = held.periodS() * (random.nextInt(5) == 0 ? 2 : 1);
      double[] acting = new double[effort.length];
      double[] reference = new double[effort.length];
      for (int j = 0; j < effort.length; j++) {
        int which = acting(j);
        acting[j] = underWay.get(which)[j];
        reference[j] = velocities.get(which)[j];
      }
      masses.hold(acting, damping, reference, dt);
      timeS += dt;
      return ledger.settle(state, measured(), dt);
    }

    /** Which of the commands under way acts, 0 being the oldest. */
    private int acting(int joint) {
      int choices = held.periodsOfAction();
      if (late == 0) {
        return random.nextInt(choices);
      }
      if (late == 1) {
        return choices - 1;
      }
      int worst = 0;
      for (int i = 1; i < choices; i++) {
        double gain = underWay.get(i)[joint] - underWay.get(worst)[joint];
        worst = gain * masses.v[joint] > 0 ? i : worst;
      }
      return worst;
    }

    double budgetJ() {
      return tank.initialJ() + tank.refillW() * timeS;
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void no_policy_gives_more_than_the_budget(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 2) int period,
      @ForAll @IntRange(min = 0, max = 3) int delay,
      @ForAll boolean three,
      @ForAll boolean exact) {
    Rig rig = new Rig(seed, period, delay, three, exact);
    for (int tick = 0; tick < TICKS; tick++) {
      rig.adversary();
      rig.gate.authorise(rig.state, rig.masses.v, rig.effort, Authority.POLICY, rig.scale);
      assertEquals(Settlement.SETTLED, rig.advance());
      assertTrue(rig.ledger.levelJ(rig.state, 0) >= rig.tank.reserveJ() - 1e-9);
      double permitted = rig.budgetJ() - rig.tank.reserveJ();
      assertTrue(rig.masses.injectedJ <= permitted + 1e-9);
      if (exact && rig.held.delayTicks() == 0) {
        assertEquals(rig.masses.injectedJ, rig.ledger.injectedJ(rig.state, 0), 1e-9);
      }
      double booked =
          rig.tank.initialJ()
              + rig.ledger.refilledJ(rig.state, 0)
              - rig.ledger.injectedJ(rig.state, 0)
              - rig.ledger.discardedJ(rig.state, 0);
      assertEquals(booked, rig.ledger.levelJ(rig.state, 0), 1e-9);
    }
    assertNotEquals(0, rig.masses.mostJ, "something was let through");
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_delay_that_nobody_knows_gives_no_more_than_the_budget(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 2) int period,
      @ForAll @IntRange(min = 0, max = 2) int delay,
      @ForAll @IntRange(min = 1, max = 2) int spread,
      @ForAll boolean three,
      @ForAll boolean exact) {
    Rig rig = new Rig(seed, period, delay, delay + spread, three, exact, false);
    for (int tick = 0; tick < TICKS; tick++) {
      rig.adversary();
      rig.gate.authorise(rig.state, rig.masses.v, rig.effort, Authority.POLICY, rig.scale);
      assertEquals(Settlement.SETTLED, rig.advance());
      assertTrue(rig.ledger.levelJ(rig.state, 0) >= rig.tank.reserveJ() - 1e-9);
      assertTrue(rig.masses.injectedJ <= rig.budgetJ() - rig.tank.reserveJ() + 1e-9);
      if (exact) {
        assertTrue(rig.masses.injectedJ <= rig.ledger.injectedJ(rig.state, 0) + 1e-9);
      }
    }
    assertNotEquals(0, rig.masses.mostJ, "something was let through");
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void what_a_drives_own_damping_gives_is_booked(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 2) int period,
      @ForAll @IntRange(min = 0, max = 2) int delay,
      @ForAll @IntRange(min = 0, max = 1) int spread,
      @ForAll boolean three,
      @ForAll boolean exact) {
    Rig rig = new Rig(seed, period, delay, delay + spread, three, exact, true);
    for (int tick = 0; tick < TICKS; tick++) {
      rig.adversary();
      rig.gate.authorise(rig.state, rig.masses.v, rig.effort, Authority.POLICY, rig.scale);
      assertEquals(Settlement.SETTLED, rig.advance());
      double level = rig.ledger.levelJ(rig.state, 0);
      // By the encoders: the last effort over half a step is still to be booked.
      double hidden = rig.effort.length * EFFORT * rig.lsb / 2;
      assertTrue(rig.masses.injectedJ <= rig.budgetJ() - level + hidden + 1e-9);
      if (exact) {
        assertTrue(rig.masses.injectedJ <= rig.ledger.injectedJ(rig.state, 0) + 1e-9);
      }
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void nothing_inside_row_and_box_gives_more_than_the_budget(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 2) int period,
      @ForAll @IntRange(min = 0, max = 2) int delay,
      @ForAll @IntRange(min = 0, max = 2) int spread,
      @ForAll boolean three,
      @ForAll boolean exact) {
    Rig rig = new Rig(seed, period, delay, delay + spread, three, exact, false);
    TankRow row = new TankRow(rig.ledger, 0);
    int n = rig.effort.length;
    double[] a = new double[n];
    double[] lower = new double[n];
    double[] upper = new double[n];
    for (int tick = 0; tick < TICKS; tick++) {
      double bound = row.fill(rig.state, rig.masses.v, a, lower, upper);
      assertTrue(bound >= 0, "zero is a solution");
      rig.adversary();
      double sum = 0;
      for (int j = 0; j < n; j++) {
        assertTrue(lower[j] <= 0 && upper[j] >= 0, "zero is a solution");
        rig.effort[j] = Math.max(lower[j], Math.min(upper[j], rig.effort[j]));
        sum += a[j] * rig.effort[j];
      }
      for (int j = 0; sum > bound && j < n; j++) {
        rig.effort[j] *= bound / sum;
      }
      rig.advance();
      assertTrue(rig.ledger.levelJ(rig.state, 0) >= rig.tank.reserveJ() - 1e-9);
      assertTrue(rig.masses.injectedJ <= rig.budgetJ() - rig.tank.reserveJ() + 1e-9);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatever_a_policy_did_before_the_brake_is_never_scaled(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 2) int period,
      @ForAll @IntRange(min = 0, max = 2) int delay,
      @ForAll boolean three) {
    Rig rig = new Rig(seed, period, delay, three, true);
    for (int tick = 0; tick < TICKS; tick++) {
      rig.adversary();
      rig.gate.authorise(rig.state, rig.masses.v, rig.effort, Authority.POLICY, rig.scale);
      // What a brake would do now, had everything under way arrived.
      if (delay == 0) {
        double[] brake = new double[rig.effort.length];
        for (int j = 0; j < brake.length; j++) {
          brake[j] = rig.masses.v[j] > 0 ? -EFFORT : EFFORT;
        }
        double[] scale = new double[brake.length];
        double least = rig.gate.authorise(rig.state, rig.masses.v, brake, Authority.BRAKE, scale);
        assertEquals(1, least);
      }
      rig.advance();
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void poisoned_numbers_never_come_out(
      @ForAll double tau, @ForAll double v, @ForAll @IntRange(min = 0, max = 3) int poison) {
    Rig rig = new Rig(1, 2, 0, false, true);
    double[] bad = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, tau};
    double[] effort = {bad[poison]};
    double[] velocity = {poison == 3 ? Double.NaN : v};
    rig.gate.authorise(rig.state, velocity, effort, Authority.POLICY, rig.scale);
    assertTrue(Double.isFinite(effort[0]));
    assertTrue(rig.scale[0] >= 0 && rig.scale[0] <= 1);
  }
}

package io.escapement.safety.tank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The account of springs under any command. */
class ImpedanceProperties {

  private static final double[] PERIODS_S = {.02, .005, .001};
  private static final int TICKS = 200;
  private static final double DISTURBANCE = 3;

  @Property(edgeCases = EdgeCasesMode.NONE)
  void the_energy_telescopes_even_with_noisy_velocities(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 2) int period,
      @ForAll boolean three,
      @ForAll boolean noisy) {
    Random random = new Random(seed);
    Masses masses = three ? Masses.three(DISTURBANCE, random) : Masses.one(DISTURBANCE, random);
    int n = masses.joints();
    double h = PERIODS_S[period];
    HeldEffort held =
        new HeldEffort(
            h,
            1,
            0,
            Collections.nCopies(n, 500.),
            Collections.nCopies(n, 10.),
            Collections.nCopies(n, 0.));
    List<Integer> all = three ? List.of(0, 1, 2) : List.of(0);
    EnergyTank tank = new EnergyTank("arm", all, 1.5, 2, .5, .2, random.nextInt(2));
    ImpedanceLedger ledger = new ImpedanceLedger(tank, held);
    double[] state = new double[ledger.stateSize()];
    ledger.start(state, masses.q);
    // Stiffness and damping that sampling leaves stable, so that nothing runs away.
    double stiffest = Math.min(300, .05 / (h * h));
    double[] qd = new double[n];
    double[] k = new double[n];
    double[] d = new double[n];
    double[] ff = new double[n];
    double[] tau = new double[n];
    double[] v = new double[n];
    for (int tick = 0; tick < TICKS; tick++) {
      for (int j = 0; j < n; j++) {
        qd[j] = masses.q[j] + (random.nextDouble() - .5) * 2;
        k[j] = random.nextInt(4) == 0 ? 0 : random.nextDouble() * stiffest;
        d[j] = k[j] * h + random.nextDouble() * .02 / h;
        ff[j] = (random.nextDouble() * 2 - 1) * 10;
        v[j] = masses.v[j] + (noisy ? random.nextGaussian() * .5 : 0);
      }
      double before = ledger.levelJ(state);
      double spring = ledger.springJ(state);
      double moved = ledger.authorise(state, v, qd, k, d, ff);
      assertTrue(moved >= 0 && moved <= 1);
      double paid = before - ledger.levelJ(state);
      assertTrue(
          paid <= Math.max(0, before - tank.floorJ()) + 1e-9, "no jump goes below the floor");
      assertTrue(ledger.springJ(state) <= spring + Math.max(0, paid) + 1e-9);
      for (int j = 0; j < n; j++) {
        tau[j] = -k[j] * (masses.q[j] - qd[j]) - d[j] * v[j] + ff[j];
      }
      masses.hold(tau, h);
      assertEquals(Settlement.SETTLED, ledger.settle(state, masses.q, h));
      double telescoped =
          tank.initialJ()
              - ledger.springJ(state)
              - ledger.levelJ(state)
              + ledger.refilledJ(state)
              - ledger.discardedJ(state);
      assertEquals(masses.injectedJ, telescoped, 1e-10 * (1 + Math.abs(masses.injectedJ)));
      if (!noisy && !three) {
        assertTrue(ledger.levelJ(state) >= 0);
        assertTrue(masses.injectedJ <= tank.initialJ() + ledger.refilledJ(state) + 1e-9);
      }
    }
  }
}

package io.escapement.safety.tank;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of published tanks for springs of variable stiffness, found by what a mass is given. */
class SpringMutantsTest {

  private static final double H = 1e-3;
  private static final double LEAST = 100;
  private static final double MOST = 300;
  private static final double BUDGET = .5;

  /** Three times what a wall of the greatest stiffness needs, sampled at H. */
  private static final double DAMPING = .5;

  /** Lets a stiffness of a spring at 0 through, and books a period. */
  private interface Gate {
    double stiffness(double q, double v, double wanted);

    void settle(double q);
  }

  private static final class Real implements Gate {
    private final ImpedanceLedger ledger;
    private final double[] state;
    private final double[] none = {0};
    private final double[] stiffness = new double[1];
    private final double[] damping = {DAMPING};

    Real() {
      HeldEffort held = new HeldEffort(H, 1, 0, List.of(100.), List.of(0.), List.of(0.));
      ledger =
          new ImpedanceLedger(new EnergyTank("arm", List.of(0), BUDGET, 2 * BUDGET, 0, 0, 0), held);
      state = new double[ledger.stateSize()];
      ledger.start(state, none);
    }

    @Override
    public double stiffness(double q, double v, double wanted) {
      stiffness[0] = wanted;
      ledger.authorise(state, new double[] {v}, none.clone(), stiffness, damping, none.clone());
      return stiffness[0];
    }

    @Override
    public void settle(double q) {
      ledger.settle(state, new double[] {q}, H);
    }
  }

  private enum Fault {
    FILLS_THE_GREATEST_STIFFNESS_FROM_THE_LEAST,
    STIFFENS_FOR_NOTHING_AT_ALL,
    FORGETS_WHAT_SAMPLING_LEAKS,
    GIVES_BACK_WHAT_SOFTENING_NEVER_FREED
  }

  private static final class Mutant implements Gate {
    private final Fault fault;
    private final double greatest;
    private double energy = BUDGET;
    private double held;
    private double last;
    private double speed;

    Mutant(Fault fault) {
      this.fault = fault;
      greatest = fault == Fault.FILLS_THE_GREATEST_STIFFNESS_FROM_THE_LEAST ? LEAST : MOST;
    }

    @Override
    public double stiffness(double q, double v, double wanted) {
      speed = v;
      double change = Math.min(wanted, greatest) - Math.min(held, greatest);
      double price = change * q * q / 2;
      if (fault == Fault.STIFFENS_FOR_NOTHING_AT_ALL) {
        price = Math.min(0, price);
      }
      if (fault == Fault.GIVES_BACK_WHAT_SOFTENING_NEVER_FREED && change < 0) {
        price = change * .1 * .1 / 2;
      }
      if (price > energy) {
        return held;
      }
      energy = Math.min(2 * BUDGET, energy - price);
      held = wanted;
      return held;
    }

    @Override
    public void settle(double q) {
      double dq = q - last;
      last = q;
      energy += DAMPING * speed * dq;
      energy -= fault == Fault.FORGETS_WHAT_SAMPLING_LEAKS ? 0 : held * dq * dq / 2;
      energy = Math.min(2 * BUDGET, energy);
    }
  }

  /** A mass of 1 kg on a spring that is stiff on the way in and soft on the way out. */
  private static boolean keepsTheBudget(Gate gate) {
    double q = 0;
    double v = 1;
    double work = 0;
    for (int tick = 0; tick < 20_000; tick++) {
      double stiffness = gate.stiffness(q, v, q * v < 0 ? MOST : LEAST);
      double effort = -stiffness * q - DAMPING * v;
      double dq = v * H + effort * H * H / 2;
      work += effort * dq;
      q += dq;
      v += effort * H;
      gate.settle(q);
      if (work > BUDGET + 1e-9) {
        return false;
      }
    }
    return true;
  }

  @Test
  void the_ledger_keeps_the_budget() {
    assertTrue(keepsTheBudget(new Real()));
  }

  @Test
  void so_does_what_the_faults_are_put_into() {
    assertTrue(keepsTheBudget(new Mutant(null)));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void each_fault_is_found(Fault fault) {
    assertFalse(keepsTheBudget(new Mutant(fault)));
  }
}

package io.escapement.safety.tank;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of published tanks, each of which one of the demands on a tank must find. */
class TankMutantsTest {

  private static final double H = 1e-3;
  private static final double EFFORT = 10;
  private static final double GRAVITY = 9.81;
  private static final double FLOOR = .02;
  private static final double RESERVE = .001;

  /** One mass of 1 kg: gates an effort that contains gravity compensation, and books a period. */
  private interface Gate {
    double gate(double q, double v, double effort);

    void settle(double q);

    double level();
  }

  private static final class Real implements Gate {
    private final TankLedger ledger;
    private final TankGate gate;
    private final double[] state;
    private final double[] scale = new double[1];
    private final double[] beyond = new double[1];
    private final double[] velocity = new double[1];
    private final double[] position = new double[1];

    Real(double level) {
      HeldEffort held = new HeldEffort(H, 1, 0, List.of(EFFORT), List.of(EFFORT), List.of(0.));
      EnergyTank tank = new EnergyTank("arm", List.of(0), level, .08, FLOOR, RESERVE, 0);
      ledger = new TankLedger(List.of(tank), held);
      gate = new TankGate(ledger);
      state = new double[ledger.stateSize()];
      ledger.start(state);
    }

    @Override
    public double gate(double q, double v, double effort) {
      beyond[0] = effort - GRAVITY;
      velocity[0] = v;
      gate.authorise(state, velocity, beyond, Authority.POLICY, scale);
      ledger.commit(state, velocity, beyond);
      return beyond[0] + GRAVITY;
    }

    @Override
    public void settle(double q) {
      position[0] = q;
      ledger.settle(state, position, H);
    }

    @Override
    public double level() {
      return ledger.levelJ(state, 0);
    }
  }

  private enum Demand {
    KEEPS_THE_BUDGET,
    HOLDS_AGAINST_GRAVITY,
    BRAKES_SLOW_MOTION
  }

  /** What is wrong, and which demand must find it. */
  private enum Fault {
    BOOKS_AT_THE_START(Demand.KEEPS_THE_BUDGET),
    ADDS_TWICE_AND_CLAMPS_AT_ZERO(Demand.KEEPS_THE_BUDGET),
    DRAINS_ONLY_BELOW_THE_FLOOR(Demand.KEEPS_THE_BUDGET),
    LOSES_THE_SIGN(Demand.BRAKES_SLOW_MOTION),
    SCALES_EVERYTHING_TO_ZERO(Demand.HOLDS_AGAINST_GRAVITY),
    HAS_ONLY_THE_FLOOR(Demand.BRAKES_SLOW_MOTION);

    private final Demand found;

    Fault(Demand found) {
      this.found = found;
    }
  }

  private static final class Mutant implements Gate {
    private final Fault fault;
    private double energy;
    private double last;
    private double beyond;

    Mutant(Fault fault, double level) {
      this.fault = fault;
      energy = level;
    }

    @Override
    public double gate(double q, double v, double effort) {
      double tau = effort - GRAVITY;
      boolean brakes = tau * v < 0 && fault != Fault.HAS_ONLY_THE_FLOOR;
      double reach = Math.max(0, (tau * v < 0 ? -1 : 1) * H * Math.abs(v) + EFFORT * H * H / 2);
      double available = energy - (brakes ? RESERVE : FLOOR);
      double cost = Math.abs(tau) * reach;
      double alpha = cost == 0 ? 1 : Math.max(0, Math.min(1, available / cost));
      if (fault == Fault.SCALES_EVERYTHING_TO_ZERO) {
        beyond = energy > FLOOR ? tau : -GRAVITY;
        return beyond + GRAVITY;
      }
      if (fault == Fault.LOSES_THE_SIGN) {
        double power = tau * v;
        alpha = power == 0 ? 1 : Math.min(1, Math.abs((energy - FLOOR) / (H * power)));
      }
      if (fault == Fault.BOOKS_AT_THE_START) {
        alpha = ClassicalTank.alpha(energy, FLOOR, 0, H, tau, v);
        energy = ClassicalTank.next(energy, .08, 0, H, tau, v, alpha);
      }
      if (fault == Fault.DRAINS_ONLY_BELOW_THE_FLOOR) {
        alpha = energy >= FLOOR ? 1 : 0;
      }
      beyond = alpha * tau;
      return beyond + GRAVITY;
    }

    @Override
    public void settle(double q) {
      double work = beyond * (q - last);
      last = q;
      if (fault == Fault.ADDS_TWICE_AND_CLAMPS_AT_ZERO) {
        energy = Math.min(.08, Math.max(0, energy - work + Math.max(0, -work)));
      } else if (fault == Fault.DRAINS_ONLY_BELOW_THE_FLOOR) {
        energy -= energy < FLOOR ? work : Math.min(0, work);
      } else if (fault != Fault.BOOKS_AT_THE_START) {
        energy = Math.min(.08, energy - work);
      }
    }

    @Override
    public double level() {
      return energy;
    }
  }

  /** A minute of random pushing, judged by the mass alone. */
  private static boolean keepsTheBudget(Gate gate) {
    Random random = new Random(7);
    double budget = gate.level();
    double q = 0;
    double v = 0;
    double work = 0;
    for (int tick = 0; tick < 60_000; tick++) {
      double wish = random.nextInt(3) == 0 ? (v > 0 ? EFFORT : -EFFORT) : 0;
      wish = random.nextInt(3) == 0 ? (random.nextBoolean() ? EFFORT : -EFFORT) : wish;
      double effort = gate.gate(q, v, wish + GRAVITY);
      double a = effort - GRAVITY;
      double dq = v * H + a * H * H / 2;
      work += a * dq;
      q += dq;
      v += a * H;
      gate.settle(q);
      if (work > budget + 1e-9) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsAgainstGravity(Gate empty) {
    return Math.abs(empty.gate(0, 0, GRAVITY) - GRAVITY) < 1e-12;
  }

  private static boolean brakesSlowMotion(Gate empty) {
    // So slow that the brake could reverse it within a period, and has to reserve something.
    return empty.gate(0, .001, GRAVITY - EFFORT) < GRAVITY - .9 * EFFORT;
  }

  private static boolean meets(Demand demand, DoubleFunction<Gate> tank) {
    return switch (demand) {
      case KEEPS_THE_BUDGET -> keepsTheBudget(tank.apply(.05));
      case HOLDS_AGAINST_GRAVITY -> holdsAgainstGravity(tank.apply(FLOOR));
      case BRAKES_SLOW_MOTION -> brakesSlowMotion(tank.apply(FLOOR));
    };
  }

  @ParameterizedTest
  @EnumSource(Demand.class)
  void the_ledger_meets_every_demand(Demand demand) {
    assertTrue(meets(demand, Real::new));
  }

  @ParameterizedTest
  @EnumSource(Demand.class)
  void so_does_what_the_faults_are_put_into(Demand demand) {
    assertTrue(meets(demand, level -> new Mutant(null, level)));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void each_published_fault_is_found_by_its_demand(Fault fault) {
    assertFalse(meets(fault.found, level -> new Mutant(fault, level)));
  }
}

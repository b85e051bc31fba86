package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.Command;
import io.escapement.safety.chain.ChainRig.Takes;
import io.escapement.safety.tank.EnergyTank;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The plant's own integral of the drives' work beyond gravity against what the tanks permit. */
class InjectedEnergyProperties {

  /** What the trapezoid over gravity may be off by along a way of one limit to the other, J. */
  private static final double TOLERANCE_J = 5e-3;

  /** What an account may miss of what was given, J: gravity's curvature at the lowest rate. */
  private static final double BOOKING_J = 1e-3;

  private static final String RECORD =
      "assumptions: {acceleration: record, disturbance: record, energy: record}";

  @Provide
  Arbitrary<Integer> rates() {
    return Arbitraries.of(50, 200, 1000);
  }

  @Property(tries = 30)
  void efforts_inject_no_more_than_the_tank_holds_and_what_flows_in(
      @ForAll("rates") int rateHz,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 2) int delay,
      @ForAll boolean refilled) {
    PlanarArm arm = PlanarArm.two();
    run(arm, rateHz, seed, delay, refilled ? .5 : 0, Takes.EFFORT);
  }

  @Property(tries = 30)
  void nor_do_drives_that_follow_their_own_law_between_the_ticks(
      @ForAll("rates") int rateHz, @ForAll long seed) {
    PlanarArm arm = PlanarArm.two();
    run(arm, rateHz, seed, 0, 0, Takes.ALL);
  }

  private static void run(
      PlanarArm arm, int rateHz, long seed, int delay, double refillW, Takes takes) {
    String certified =
        "{hold_periods: %d, delay_ticks: %d, tanks: {a: {budget_j: 0.5, refill_w: %s}}, %s}"
            .formatted(1 + delay, delay, refillW, RECORD);
    try (ChainRig rig = new ChainRig(arm, certified, rateHz, takes)) {
      EnergyTank tank = rig.certified().tanks().get(0);
      Random random = new Random(seed);
      int style = 0;
      for (int tick = 0; tick < 3 * rateHz; tick++) {
        style = random.nextInt(rateHz / 10) == 0 ? random.nextInt(4) : style;
        for (int i = 0; i < 2; i++) {
          rig.nominal[i] = hostile(random, style, arm, i, takes);
        }
        rig.delay = random.nextInt(delay + 1);
        double given = arm.injectedJ;
        rig.tick();
        double booked = rig.f64("certified/tank_injected", 0);
        assertTrue(given <= booked + BOOKING_J, given + " J given, " + booked + " J booked");
        // The brake alone may spend the reserve.
        int brake = rig.i32("certified/brake", 0);
        double kept = brake == 0 ? tank.reserveJ() : 0;
        double permitted = tank.initialJ() - kept + refillW * (tick + 1) / rateHz;
        assertTrue(
            arm.injectedJ <= permitted + TOLERANCE_J,
            rateHz + " Hz, tick " + tick + ": " + arm.injectedJ + " J of " + permitted);
        // Against a limit, an empty tank can leave nothing that holds a joint where another one's
        // motion pushes it, or a command comes too late: then no command is the answer.
        assertTrue(brake == 0 || brake == BrakeCause.INFEASIBLE.code(), "brake " + brake);
      }
    }
  }

  private static Command hostile(Random random, int style, PlanarArm arm, int i, Takes takes) {
    double along = arm.dq[i] == 0 ? 1 : Math.signum(arm.dq[i]);
    double effort =
        arm.effortMax[i]
            * switch (style) {
              case 0 -> along;
              case 1 -> 2 * random.nextDouble() - 1;
              case 2 -> random.nextBoolean() ? 1 : -1;
              default -> .2 * along;
            };
    if (takes == Takes.EFFORT) {
      return Command.effort(effort);
    }
    return new Command(
        3 * random.nextDouble() - 1.5,
        0,
        random.nextInt(3) == 0 ? 0 : 60 * random.nextDouble(),
        random.nextInt(3) == 0 ? 0 : 6 * random.nextDouble(),
        random.nextBoolean() ? 0 : effort);
  }
}

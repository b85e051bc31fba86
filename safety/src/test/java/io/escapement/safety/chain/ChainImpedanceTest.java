package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.Command;
import io.escapement.safety.chain.ChainRig.Takes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drives that take positions and stiffness pay for what their springs are wound up by. */
class ChainImpedanceTest {

  private static final String PLENTY =
      "{hold_periods: 1, delay_ticks: 0, tanks: {a: {budget_j: 500}},"
          + " assumptions: {acceleration: record, disturbance: record, energy: record}}";

  /** Rounding, and what the plant's integration is off by, J. */
  private static final double TOLERANCE_J = 1e-6;

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1000})
  void a_move_of_the_set_point_pays_the_energy_of_the_spring(int rateHz) {
    PlanarArm arm = PlanarArm.flat();
    try (ChainRig rig = rig(arm, rateHz)) {
      spring(rig, 0, 20).run(10);
      spring(rig, .15, 20).tick();
      double paid = 20 * .15 * .15 / 2;
      double most = 0;
      for (int tick = 0; tick < rateHz; tick++) {
        double q = arm.q[0];
        rig.tick();
        // What has not been given yet is still in the spring.
        assertEquals(paid, injected(rig) + wound(rig, q), TOLERANCE_J);
        most = Math.max(most, injected(rig));
      }
      assertEquals(paid, most, .01 * paid, "all of it while the joint passes the set-point");
    }
  }

  @Test
  void a_joint_that_is_held_pays_nothing() {
    PlanarArm arm = PlanarArm.flat();
    try (ChainRig rig = rig(arm, 200)) {
      arm.q[0] = .4;
      spring(rig, .4, 25).run(200);
      assertEquals(0, injected(rig), 0);
      // Wound up by somebody else, and held against him at the same place.
      arm.push[0] = -5;
      rig.run(50);
      rig.nominal[0] = new Command(.4, 0, 25, 5, 0);
      rig.run(2000);
      assertEquals(.2, arm.q[0], 1e-4);
      double settled = injected(rig);
      assertTrue(settled < 0, () -> "the world gave " + -settled + " J");
      rig.run(400);
      assertEquals(settled, injected(rig), 1e-6);
    }
  }

  @Test
  void a_stiffer_spring_pays_for_what_it_is_wound_up_by_and_a_softer_one_gives_nothing_back() {
    PlanarArm arm = PlanarArm.flat();
    try (ChainRig rig = rig(arm, 1000)) {
      arm.push[0] = 2;
      rig.nominal[0] = new Command(0, 0, 10, 4, 0);
      rig.run(6000);
      assertEquals(.2, arm.q[0], 1e-4);
      double before = injected(rig);
      rig.nominal[0] = new Command(0, 0, 20, 4, 0);
      rig.run(6000);
      assertEquals(.1, arm.q[0], 1e-4);
      // It pushes the world back by 0.1 rad: (20 (0.2^2 - 0.1^2)) / 2, less what it damped.
      double pushed = injected(rig) - before;
      assertTrue(pushed > 2 * .1 - 1e-3 && pushed < .3 + 1e-3, pushed + " J");
      double stiff = injected(rig);
      rig.nominal[0] = new Command(0, 0, 10, 4, 0);
      rig.run(6000);
      assertEquals(.2, arm.q[0], 1e-4);
      assertTrue(injected(rig) < stiff, "the world wound it up");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1000})
  void the_account_is_what_the_jumps_pay_less_what_is_in_the_springs(int rateHz) {
    PlanarArm arm = PlanarArm.flat();
    Random random = new Random(rateHz);
    try (ChainRig rig = rig(arm, rateHz)) {
      rig.nominal[0] = new Command(0, 0, 0, 0, 0);
      rig.tick();
      double paid = 0;
      double jumps = 0;
      for (int tick = 0; tick < 3 * rateHz; tick++) {
        double q = arm.q[0];
        double wound = wound(rig, q);
        if (random.nextInt(1 + rateHz / 20) == 0) {
          spring(rig, random.nextDouble() - .5, 25 * random.nextDouble());
        }
        rig.tick();
        double booked = injected(rig);
        assertEquals(paid - wound, booked, TOLERANCE_J, "tick " + tick);
        // The jump, and what the feed-forward effort that a filter may add does on the way.
        paid += wound(rig, q) - wound;
        jumps += Math.abs(wound(rig, q) - wound);
        paid += rig.command(0).effort() * (arm.q[0] - q);
      }
      assertTrue(jumps > 2, "set-points and stiffness jumped by " + jumps + " J");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1000})
  void what_springs_do_while_nothing_is_measured_is_booked_when_it_is_again(int rateHz) {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = rig(arm, rateHz)) {
      rig.nominal[0] = new Command(.8, 0, 60, 1, 0);
      rig.nominal[1] = new Command(-.6, 0, 20, .5, 0);
      rig.run(rateHz / 20);
      double before = arm.injectedJ;
      rig.measuredPosition = new double[] {Double.NaN, Double.NaN};
      rig.run(rateHz / 10);
      double blindly = arm.injectedJ - before;
      assertTrue(Math.abs(blindly) > .02, () -> blindly + " J meanwhile");
      rig.measuredPosition = null;
      for (int tick = 0; tick < rateHz / 4; tick++) {
        double given = arm.injectedJ;
        rig.tick();
        double booked = injected(rig);
        assertTrue(given <= booked + 1e-2, given + " J given, " + booked + " J booked");
      }
    }
  }

  private static ChainRig rig(PlanarArm arm, int rateHz) {
    return new ChainRig(arm, PLENTY, rateHz, Takes.ALL);
  }

  private static ChainRig spring(ChainRig rig, double position, double stiffness) {
    rig.nominal[0] = new Command(position, 0, stiffness, 0, 0);
    return rig;
  }

  private static double injected(ChainRig rig) {
    return rig.f64("certified/tank_injected", 0);
  }

  /** The energy in the spring that is commanded, J. */
  private static double wound(ChainRig rig, double q) {
    double way = rig.command(0).position() - q;
    return rig.command(0).stiffness() * way * way / 2;
  }
}

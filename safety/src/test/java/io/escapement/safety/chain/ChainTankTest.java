package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTankTest {

  private static final int HZ = 1000;
  private static final String EXACT =
      "hold_periods: 1, delay_ticks: 0, assumptions: {acceleration: record, energy: record, "
          + "velocity: record}";

  @Test
  void an_empty_tank_does_not_block_gravity_hold() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = drained(arm)) {
      place(rig, .8, .5);
      for (int tick = 0; tick < HZ; tick++) {
        double[] g = arm.gravity(arm.q);
        rig.efforts(g).tick();
        assertEquals(g[0], rig.command(0).effort(), 0);
        assertEquals(g[1], rig.command(1).effort(), 0);
      }
      assertEquals(.8, arm.q[0], 1e-3);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, .3, .01})
  void an_empty_tank_does_not_block_braking(double speed) {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = drained(arm)) {
      place(rig, 0, 0);
      arm.dq[0] = speed;
      coast(rig, 200);
      double[] g = arm.gravity(arm.q);
      double braking = g[0] - 5 * arm.dq[0];
      rig.efforts(braking, g[1]).tick();
      assertEquals(braking, rig.command(0).effort(), 0);
    }
  }

  @Test
  void an_empty_tank_lets_no_joint_speed_up() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = drained(arm)) {
      place(rig, 0, 0);
      arm.dq[0] = .3;
      double most = arm.kinetic() + .01;
      coast(rig, 100);
      for (int tick = 0; tick < HZ; tick++) {
        rig.efforts(40, 12).tick();
        assertTrue(arm.kinetic() <= most, "energy " + arm.kinetic() + " of " + most);
      }
      assertEquals("policy", rig.mode());
    }
  }

  @Test
  void each_of_several_tanks_pays_for_its_own_joints() {
    PlanarArm arm = PlanarArm.two();
    String tanks =
        "first: {joints: [m0], budget_j: 0.3}, second: {joints: [m1], budget_j: 50, cap_j: 50}";
    try (ChainRig rig = drained(arm, tanks)) {
      place(rig, 0, 0);
      assertTrue(rig.f64("certified/tank_level", 1) > floor(rig, 1) + 40, "the second is full");
      rig.efforts(0, 3).tick();
      assertEquals(3, rig.command(1).effort(), 0);
      place(rig, 0, 0);
      rig.efforts(20, 0).run(200);
      assertTrue(arm.kinetic() < .003, "it moves with " + arm.kinetic());
    }
  }

  @Test
  void a_tank_that_all_joints_share_holds_beside_one_for_a_limb() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = drained(arm, "all: {budget_j: 0.3}, limb: {joints: [m1], budget_j: 50}")) {
      place(rig, 0, 0);
      rig.efforts(0, 3).run(200);
      assertTrue(arm.kinetic() < .003, "it moves with " + arm.kinetic());
    }
  }

  @Test
  void a_passive_robot_gets_nothing() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = drained(arm)) {
      rig.efforts(40, 12).ask("passive").run(3);
      assertEquals("passive", rig.mode());
      assertEquals(0, rig.command(0).effort(), 0);
      assertEquals(-1, rig.i32("certified/status", 0));
      assertEquals(0, rig.i32("certified/changed", 0));
    }
  }

  @Test
  void a_mode_that_holds_may_spend_what_a_policy_may_not() {
    double policy = pushedBack("policy");
    double hold = pushedBack("hold");
    assertTrue(policy < 1, "by the policy " + policy);
    assertEquals(.3 * 20, hold, .1);
  }

  /** With which effort a joint is pushed back that was taken away by hand, the tank being empty. */
  private static double pushedBack(String mode) {
    PlanarArm arm = PlanarArm.flat();
    try (ChainRig rig = drained(arm)) {
      place(rig, 0, 0);
      rig.ask(mode).run(20);
      assertEquals(mode, rig.mode());
      coast(rig, 1);
      arm.q[0] -= .3;
      rig.efforts(20 * -arm.q[0]).tick();
      return rig.command(0).effort();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1000})
  void the_account_is_of_what_was_applied(int rateHz) {
    PlanarArm arm = PlanarArm.flat();
    try (ChainRig rig =
        new ChainRig(arm, "{%s, tanks: {a: {budget_j: 1}}}".formatted(EXACT), rateHz)) {
      Random random = new Random(1);
      for (int tick = 0; tick < 5 * rateHz; tick++) {
        rig.efforts(40 * random.nextGaussian());
        double before = arm.injectedJ;
        rig.tick();
        assertEquals(before, rig.f64("certified/tank_injected", 0), 1e-9, "tick " + tick);
      }
      assertTrue(rig.i64("certified/changed_ticks", 0) > rateHz / 2);
    }
  }

  private static double floor(ChainRig rig, int tank) {
    return rig.certified().tanks().get(tank).floorJ();
  }

  private static ChainRig drained(PlanarArm arm) {
    return drained(arm, "a: {budget_j: 0.3}");
  }

  /** A rig whose first tank was emptied by a policy that runs into one obstacle after another. */
  private static ChainRig drained(PlanarArm arm, String tanks) {
    ChainRig rig = new ChainRig(arm, "{%s, tanks: {%s}}".formatted(EXACT, tanks), HZ);
    int way = 1;
    for (int tick = 0; tick == 0 || (tick < 20 * HZ && level(rig) > 2e-5); tick++) {
      way = Math.abs(arm.q[0]) > 1 ? (int) -Math.signum(arm.q[0]) : way;
      double[] efforts = arm.gravity(arm.q);
      efforts[0] += way * arm.effortMax[0] / 2;
      rig.efforts(efforts).tick();
      if (Math.abs(arm.dq[0]) > 1 || tick % 100 == 0) {
        Arrays.fill(arm.dq, 0);
      }
    }
    assertTrue(level(rig) <= 2e-5, "the tank is empty, but for " + level(rig));
    assertEquals("policy", rig.mode());
    return rig;
  }

  private static double level(ChainRig rig) {
    return rig.f64("certified/tank_level", 0) - floor(rig, 0);
  }

  /** Puts the arm somewhere by hand, while it is held against gravity alone. */
  private static void place(ChainRig rig, double first, double second) {
    coast(rig, 1);
    rig.arm.q[0] = first;
    if (rig.arm.joints > 1) {
      rig.arm.q[1] = second;
    }
    Arrays.fill(rig.arm.dq, 0);
    coast(rig, 200);
  }

  private static void coast(ChainRig rig, int ticks) {
    for (int tick = 0; tick < ticks; tick++) {
      rig.efforts(rig.arm.gravity(rig.arm.q)).tick();
    }
  }
}

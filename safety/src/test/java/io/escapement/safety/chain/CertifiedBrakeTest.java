package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.Command;
import io.escapement.safety.supervisor.Cause;
import org.junit.jupiter.api.Test;

class CertifiedBrakeTest {

  private static final int HZ = 1000;

  @Test
  void without_a_solution_the_robot_brakes_and_the_supervisor_falls_back() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = new ChainRig(arm, "{hold_periods: 1, delay_ticks: 0}", HZ)) {
      rig.efforts(0, 0).run(3);
      throwAtLimit(arm);
      rig.tick();
      assertEquals(BrakeCause.INFEASIBLE.code(), rig.i32("certified/brake", 0));
      assertEquals(1, rig.i32("certified/braking", 0));
      assertTrue(rig.command(0).effort() < 0, "slows down");
      double speed = arm.dq[0];
      rig.tick();
      assertEquals("hold", rig.mode());
      assertTrue(arm.dq[0] < speed);
    }
  }

  @Test
  void the_brake_stops_every_joint_and_holds_it_where_it_stopped() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = new ChainRig(arm, "{hold_periods: 1, delay_ticks: 0}", HZ)) {
      rig.efforts(0, 0).run(3);
      throwAtLimit(arm);
      rig.run(3 * HZ);
      assertEquals(0, rig.i32("certified/braking", 0));
      assertEquals(0, arm.dq[0], .01);
      assertEquals(0, arm.dq[1], .01);
      assertTrue(arm.q[0] < 1.501, "not back inside, " + arm.q[0]);
      // The spring of the mode that holds gives way to gravity by its share.
      assertEquals(1.5 - arm.gravity(arm.q)[0] / 20, arm.q[0], .1);
      assertTrue(arm.worstExcess < .06, "went on for " + arm.worstExcess);
    }
  }

  @Test
  void the_cause_stays_until_the_operator_resets() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = new ChainRig(arm, "{hold_periods: 1, delay_ticks: 0}", HZ)) {
      rig.efforts(0, 0).run(3);
      throwAtLimit(arm);
      rig.run(HZ);
      assertEquals(BrakeCause.INFEASIBLE.code(), rig.i32("certified/brake", 0));
      rig.ask("policy").run(2);
      assertNotEquals("policy", rig.mode(), "not before a reset");
      rig.reset().run(2);
      assertEquals(0, rig.i32("certified/brake", 0));
      rig.ask("policy").run(2);
      assertEquals("policy", rig.mode());
      assertEquals(0, rig.i32("certified/braking", 0));
    }
  }

  @Test
  void at_rest_the_command_of_the_mode_counts_again() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = new ChainRig(arm, "{hold_periods: 1, delay_ticks: 0}", HZ)) {
      rig.efforts(0, 0).run(3);
      throwAtLimit(arm);
      rig.run(HZ);
      long before = rig.i64("certified/brake_ticks", 0);
      assertTrue(before > 0);
      rig.run(100);
      assertEquals(before, rig.i64("certified/brake_ticks", 0));
      assertEquals(0, rig.i32("certified/status", 0), "the program is asked again");
    }
  }

  @Test
  void a_solver_that_reaches_its_bound_brakes() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig =
        new ChainRig(arm, "{hold_periods: 1, delay_ticks: 0, max_iterations: 1}", HZ)) {
      rig.efforts(0, 0).run(3);
      assertEquals(0, rig.i32("certified/brake", 0));
      arm.q[0] = 1.49;
      arm.q[1] = 1.49;
      arm.dq[0] = 0;
      arm.dq[1] = 0;
      rig.efforts(40, 12).tick();
      assertEquals(BrakeCause.ITERATION_CAP.code(), rig.i32("certified/brake", 0));
      rig.run(500);
      assertTrue(arm.worstExcess < 1e-3, "outside by " + arm.worstExcess);
    }
  }

  @Test
  void
      after_the_solver_reached_its_bound_the_brake_stays_until_a_reset_and_the_policy_runs_again() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig =
        new ChainRig(arm, "{hold_periods: 1, delay_ticks: 0, max_iterations: 1}", HZ)) {
      rig.efforts(0, 0).run(3);
      // Both joints at their greatest speed and pushed on: more rows than one iteration can take.
      arm.dq[0] = 1.99;
      arm.dq[1] = 2.99;
      rig.efforts(40, 12).tick();
      assertEquals(BrakeCause.ITERATION_CAP.code(), rig.i32("certified/brake", 0));
      rig.run(2 * HZ);
      assertEquals("hold", rig.mode());
      assertEquals(Cause.CERTIFIED_BRAKE, rig.cause());
      rig.efforts(arm.gravity(arm.q)).ask("policy").run(10);
      assertEquals("hold", rig.mode(), "not before a reset");
      assertEquals(BrakeCause.ITERATION_CAP.code(), rig.i32("certified/brake", 0));
      rig.reset().run(5);
      assertEquals(0, rig.i32("certified/brake", 0));
      rig.efforts(arm.gravity(arm.q)).ask("policy").run(5);
      assertEquals("policy", rig.mode());
      assertEquals(0, rig.i32("certified/braking", 0));
      assertEquals(0, rig.i32("certified/brake", 0));
      assertEquals(rig.nominal[0].effort(), rig.command(0).effort(), 0, "unchanged");
    }
  }

  @Test
  void while_nothing_is_measured_drives_of_effort_hold_gravity_as_last_known() {
    PlanarArm arm = PlanarArm.two();
    arm.q[0] = .7;
    arm.q[1] = -.3;
    try (ChainRig rig = new ChainRig(arm, "{}", HZ)) {
      double[] g = arm.gravity(arm.q);
      rig.efforts(g).run(5);
      double[] last = arm.gravity(arm.q);
      rig.measuredPosition = new double[] {Double.NaN, arm.q[1]};
      rig.efforts(30, -10).tick();
      assertEquals(BrakeCause.UNKNOWN_STATE.code(), rig.i32("certified/brake", 0));
      assertEquals(last[0], rig.command(0).effort(), 1e-12);
      assertEquals(last[1], rig.command(1).effort(), 1e-12);
      assertEquals(0, rig.command(0).damping(), 0);
      rig.run(100);
      assertEquals(.7, arm.q[0], .01);
      assertEquals(Cause.SENSOR_INVALID, rig.cause());
    }
  }

  @Test
  void a_drive_with_a_spring_goes_on_with_it_while_nothing_is_measured() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = new ChainRig(arm, "{}", HZ, ChainRig.Takes.ALL)) {
      rig.nominal[0] = new Command(0, 0, 30, 3, 0);
      rig.nominal[1] = new Command(0, 0, 10, 1, 0);
      rig.run(5);
      rig.measuredVelocity = new double[] {0, Double.POSITIVE_INFINITY};
      rig.run(3);
      assertEquals(BrakeCause.UNKNOWN_STATE.code(), rig.i32("certified/brake", 0));
      assertTrue(rig.command(0).stiffness() > 0);
      arm.dq[0] = .5;
      rig.run(HZ);
      assertEquals(0, arm.dq[0], .05, "the springs bring it to rest");
    }
  }

  @Test
  void when_the_state_is_known_again_the_joints_are_slowed_down_first() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = new ChainRig(arm, "{}", HZ)) {
      rig.efforts(0, 0).run(5);
      rig.measuredPosition = new double[] {Double.NaN, 0};
      rig.run(5);
      rig.measuredPosition = null;
      arm.dq[0] = 1;
      rig.efforts(40, 12).tick();
      assertEquals(1, rig.i32("certified/braking", 0));
      assertTrue(rig.command(0).effort() < 0);
      rig.run(HZ / 2);
      assertEquals(0, rig.i32("certified/braking", 0));
      assertEquals(BrakeCause.UNKNOWN_STATE.code(), rig.i32("certified/brake", 0));
    }
  }

  /** A state that no effort keeps inside the limits, found all of a sudden. */
  private static void throwAtLimit(PlanarArm arm) {
    arm.q[0] = 1.499;
    arm.dq[0] = 1.9;
  }
}

package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.filter.Intervention;
import io.escapement.safety.tank.EnergyTank;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the chain's work leaves in the record beside its own account of it. */
class ChainMarksTest {

  private static boolean marked(ChainRig rig, int actuator, Intervention kind) {
    return (rig.i32("safety/intervention", actuator) & kind.bit()) != 0;
  }

  @Test
  void an_actuator_that_was_changed_is_marked_by_what_was_active() {
    PlanarArm arm = PlanarArm.two();
    arm.q[1] = 1.49;
    arm.dq[1] = .3;
    try (ChainRig rig = new ChainRig(arm, "{}", 1000)) {
      rig.efforts(0, 12).run(2);
      assertTrue(marked(rig, 1, Intervention.VIABILITY));
      assertEquals(false, marked(rig, 1, Intervention.BRAKE));
      assertEquals(false, marked(rig, 1, Intervention.TANK));
    }
  }

  @Test
  void the_brake_marks_every_actuator_with_and_without_measurements() {
    PlanarArm arm = PlanarArm.two();
    arm.dq[0] = .8;
    arm.dq[1] = -.8;
    try (ChainRig rig = new ChainRig(arm, "{}", 1000)) {
      rig.efforts(0, 0).run(2);
      rig.measuredPosition = new double[] {Double.NaN, 0};
      rig.tick();
      for (int actuator = 0; actuator < 2; actuator++) {
        assertTrue(marked(rig, actuator, Intervention.BRAKE), "blind");
      }
      assertEquals(1, rig.i32("certified/changed", 0));
      rig.measuredPosition = null;
      rig.efforts(5, 5).tick();
      for (int actuator = 0; actuator < 2; actuator++) {
        assertTrue(marked(rig, actuator, Intervention.BRAKE), "it slows down");
        assertEquals(
            rig.command(actuator).effort(), rig.f64("certified/filtered", actuator), 1e-12);
      }
      assertEquals(1, rig.i32("certified/changed", 0));
      assertEquals(-1, rig.i32("certified/status", 0), "no program is asked");
      assertTrue(rig.command(0).effort() < arm.gravity(arm.q)[0], "against the velocity");
    }
  }

  @Test
  void a_brake_that_need_not_change_a_command_says_so() {
    PlanarArm arm = PlanarArm.flat();
    try (ChainRig rig = new ChainRig(arm, "{}", 1000)) {
      rig.efforts(0).run(2);
      rig.measuredPosition = new double[] {Double.NaN};
      rig.tick();
      rig.measuredPosition = null;
      rig.tick();
      assertEquals(0, rig.command(0).effort());
      assertEquals(0, rig.i32("certified/changed", 0), "at rest there is nothing to change");
    }
  }

  @Test
  void a_passive_mode_records_its_own_command() {
    try (ChainRig rig = new ChainRig(PlanarArm.two(), "{}", 1000)) {
      rig.efforts(3, 2).run(2);
      rig.ask("passive").run(3);
      assertEquals(0, rig.f64("certified/nominal", 0));
      assertEquals(0, rig.f64("certified/filtered", 0));
      assertEquals(-1, rig.i32("certified/status", 0));
    }
  }

  @Test
  void the_passivity_observer_books_each_tank_with_the_velocity_at_the_start() {
    PlanarArm arm = PlanarArm.two();
    String tanks =
        "{tanks: {first: {joints: [m0], budget_j: 0.4, refill_w: 2}, all: {budget_j: 30}}}";
    try (ChainRig rig = new ChainRig(arm, tanks, 500)) {
      List<EnergyTank> read = rig.certified().tanks();
      double first = read.get(0).initialJ();
      double all = read.get(1).initialJ();
      long below = 0;
      for (int tick = 0; tick < 600; tick++) {
        double[] g = arm.gravity(arm.q);
        double[] dq = arm.dq.clone();
        rig.efforts(20 * Math.signum(.3 - arm.q[0]), 4 * Math.signum(-arm.q[1])).tick();
        double one = (rig.command(0).effort() - g[0]) * dq[0] * .002;
        double two = (rig.command(1).effort() - g[1]) * dq[1] * .002;
        first += .004 - one;
        below += first < 0 ? 1 : 0;
        first = Math.min(read.get(0).capJ(), first);
        all = Math.min(read.get(1).capJ(), all - one - two);
        assertEquals(first, rig.f64("certified/passivity_observed", 0), 1e-9, "tick " + tick);
        assertEquals(all, rig.f64("certified/passivity_observed", 1), 1e-9, "tick " + tick);
      }
      assertEquals(below, rig.i64("certified/passivity_active_ticks", 0));
      assertTrue(all < read.get(1).initialJ(), "something was given");
    }
  }
}

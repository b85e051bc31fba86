package io.escapement.safety.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.TestRobots;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What each transition records, and where exactly its conditions end. */
class TransitionsTest {

  private static final int NECK = 2;
  private static final String SIT =
      "modes: [{name: sit, behaviour: pose, pose: {knee: -1.5}, blend: 100ms}]\n";

  private static SafetyRig dog(String safety) {
    return new SafetyRig(TestRobots.legged(), safety, true);
  }

  private static SafetyRig dogOffSimulator(String safety) {
    return new SafetyRig(TestRobots.legged(), safety, false);
  }

  private static long transitions(SafetyRig rig) {
    return rig.i64("supervisor/transitions", 0);
  }

  @Nested
  class TheStart {

    @Test
    void in_passive_leaves_a_servo_where_it_was_measured_first() {
      SafetyRig rig = dogOffSimulator("");
      rig.q[NECK] = -.2;
      assertEquals(-.2, rig.tick().supervised(NECK).position());
      rig.q[NECK] = .1;
      assertEquals(-.2, rig.run(100).supervised(NECK).position());
    }

    @Test
    void in_a_policy_that_blends_begins_with_the_measured_pose() {
      SafetyRig rig = dog("policy: {blend: 100ms}");
      rig.q[0] = .8;
      rig.nominal[0] = Command.pose(.5, 30);
      assertEquals(.8, rig.tick().supervised(0).position());
      assertEquals(.65, rig.run(50).supervised(0).position(), 1e-9);
      assertEquals(.5, rig.run(50).supervised(0).position());
    }
  }

  @Nested
  class TheOperator {

    @Test
    void is_counted_at_each_change() {
      SafetyRig rig = dog("").tick();
      assertEquals(1, transitions(rig.ask("stand")));
      assertEquals(1, transitions(rig.ask("stand")));
      assertEquals(2, transitions(rig.ask("policy")));
    }

    @Test
    void stops_by_request_as_well_as_by_button() {
      SafetyRig rig = dog("").tick().ask("estop");
      assertEquals(Cause.OPERATOR_ESTOP, rig.cause());
      assertEquals(Latch.ESTOP, rig.i32("supervisor/latched"));
    }

    @Test
    void is_told_of_the_first_number_that_is_no_mode() {
      SafetyRig rig = dog("").tick();
      int last = rig.settings().modes().size();
      assertEquals("hold", rig.askNumber(last).mode());
      assertEquals(Refusal.UNKNOWN, rig.askNumber(last + 1).refused());
    }

    @Test
    void is_told_of_a_stiffness_that_is_missing() {
      SafetyRig rig =
          new SafetyRig(TestRobots.armWithoutStiffness("last_fallback: damping"), "", true);
      rig.tick().ask("hold");
      assertEquals("policy", rig.mode());
      assertEquals(Refusal.NO_STIFFNESS, rig.refused());
    }

    @Test
    void may_change_between_poses_in_their_own_time() {
      SafetyRig rig = dog(SIT).tick().ask("stand").run(600).ask("sit");
      assertEquals(-1.5, rig.run(100).supervised(1).position());
      assertEquals("sit", rig.mode());
    }

    @Test
    void may_not_even_change_between_poses_while_a_fault_is_latched() {
      SafetyRig rig = dog(SIT + "fallbacks: {nan_action: [stand]}").tick();
      rig.nominal[0] = Command.effort(Double.NaN);
      assertEquals("stand", rig.tick().mode());
      assertEquals("stand", rig.ask("sit").mode());
      assertEquals(Refusal.LATCHED, rig.refused());
    }

    @Test
    void waits_for_the_pose_however_late_it_was_asked_for() {
      SafetyRig rig = dogOffSimulator("").run(3_000).ask("stand").run(1_996).ask("policy");
      assertEquals(Refusal.NEEDS_POSE, rig.refused());
      assertEquals("policy", rig.ask("policy").mode(), "2 s after it was asked for");
    }

    @Test
    void may_ask_for_the_mode_that_a_trigger_would_lead_to() {
      SafetyRig rig = dog("").tick().ask("damping");
      rig.journalState = 2;
      assertEquals("stand", rig.ask("stand").mode());
    }

    @Test
    void ends_a_fallback_that_was_to_go_on() {
      SafetyRig rig = dog("fallbacks: {nan_action: [{stand: 1s}, last]}").tick();
      rig.nominal[0] = Command.effort(Double.NaN);
      assertEquals("hold", rig.tick().ask("hold").run(1_500).mode());
    }
  }

  @Nested
  class TheReset {

    @Test
    void forgets_the_fault() {
      SafetyRig rig = dog("").tick();
      rig.nominal[0] = Command.effort(Double.NaN);
      assertEquals(Cause.NAN_ACTION.code(), rig.tick().i32("supervisor/fault_cause"));
      assertEquals(0, rig.reset().i32("supervisor/fault_cause"));
    }

    @Test
    void changes_nothing_while_the_emergency_stop_is_pressed() {
      SafetyRig rig = dog("").tick();
      rig.estop = 1;
      long before = transitions(rig.tick());
      assertEquals(before, transitions(rig.reset()));
    }

    @Test
    void does_not_let_a_policy_without_actions_go_on() {
      SafetyRig rig = dog("").tick();
      rig.nominalValid = 0;
      for (int i = 0; i < 60; i++) {
        rig.reset();
      }
      assertEquals(Cause.POLICY_INVALID, rig.cause());
    }
  }

  @Nested
  class AFallback {

    @Test
    void does_not_lead_aside() {
      SafetyRig rig = dog(SIT + "fallbacks: {journal_disk: [stand]}").tick().ask("sit");
      rig.journalState = 2;
      assertEquals("sit", rig.run(20).mode());
    }

    @Test
    void that_has_come_to_its_end_is_over() {
      SafetyRig rig = dog("fallbacks: {nan_action: [{stand: 100ms}, stand]}").tick();
      rig.nominal[0] = Command.effort(Double.NaN);
      assertEquals(Cause.NAN_ACTION.code(), rig.tick().i32("supervisor/fallback_cause"));
      assertEquals(0, rig.run(104).i32("supervisor/fallback_cause"));
      assertEquals("stand", rig.mode());
    }
  }

  @Nested
  class Limits {

    @Test
    void a_loop_that_takes_just_the_time_allowed_is_not_late() {
      SafetyRig rig = dog("late: 30ms").run(20);
      rig.delayNs = 30_000_000 - SafetyRig.PERIOD_NS;
      assertEquals("policy", rig.tick().mode());
      rig.delayNs = 30_000_001 - SafetyRig.PERIOD_NS;
      assertEquals(Cause.LATE, rig.tick().cause());
    }

    @Test
    void a_joint_may_be_as_far_outside_as_is_tolerated() {
      for (double side : new double[] {1, -1}) {
        SafetyRig rig = dog("position_tolerance_rad: 0.1").run(20);
        for (double inside : new double[] {.95, 1, 1.1}) {
          rig.q[0] = side * inside;
          assertEquals("policy", rig.tick().mode());
        }
        rig.q[0] = side * 1.101;
        assertEquals(Cause.JOINT_LIMIT, rig.tick().cause());
      }
    }

    @Test
    void the_tilt_is_in_the_record() {
      SafetyRig rig = dog("").run(20);
      rig.orientation[0] = StrictMath.cos(.2);
      rig.orientation[1] = StrictMath.sin(.2);
      assertEquals(.4, rig.tick().f64("safety/tilt", 0), 1e-9);
    }
  }
}

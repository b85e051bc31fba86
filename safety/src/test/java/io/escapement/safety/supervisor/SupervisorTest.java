package io.escapement.safety.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.TestRobots;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorTest {

  private static SafetyRig dog(String safety) {
    return new SafetyRig(TestRobots.legged(), safety, true);
  }

  private static SafetyRig dogOffSimulator(String safety) {
    return new SafetyRig(TestRobots.legged(), safety, false);
  }

  private static SafetyRig arm(String safety) {
    return new SafetyRig(TestRobots.arm(), safety, true);
  }

  private static void assertMode(SafetyRig rig, String mode, Cause cause) {
    assertEquals(mode, rig.mode());
    assertEquals(cause, rig.cause());
  }

  @Nested
  class AtTheStart {

    @Test
    void a_run_on_the_simulator_starts_in_policy() {
      assertMode(dog("").tick(), "policy", Cause.START);
    }

    @Test
    void a_run_off_the_simulator_starts_in_passive() {
      assertMode(dogOffSimulator("").tick(), "passive", Cause.START);
    }

    @Test
    void off_the_simulator_nothing_rises_by_itself() {
      SafetyRig rig = dogOffSimulator("").run(5_000);
      assertMode(rig, "passive", Cause.START);
      assertEquals(0, rig.i64("supervisor/transitions", 0));
    }
  }

  @Nested
  class AtTheOperatorsRequest {

    @Test
    void passive_rises_to_stand_and_from_the_finished_stand_to_policy() {
      SafetyRig rig = dogOffSimulator("").tick().ask("stand");
      assertMode(rig, "stand", Cause.OPERATOR_REQUEST);
      rig.run(2_100).ask("policy");
      assertMode(rig, "policy", Cause.OPERATOR_REQUEST);
    }

    @Test
    void off_the_simulator_a_policy_waits_for_the_pose() {
      SafetyRig rig = dogOffSimulator("").tick().ask("policy");
      assertEquals("passive", rig.mode());
      assertEquals(Refusal.NEEDS_POSE, rig.refused());
      rig.ask("stand").run(1_000).ask("policy");
      assertEquals("stand", rig.mode());
      assertEquals(Refusal.NEEDS_POSE, rig.refused());
    }

    @Test
    void on_the_simulator_a_policy_takes_over_from_anywhere() {
      assertEquals("policy", dog("").tick().ask("passive").ask("policy").mode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stand", "hold", "damping", "passive", "estop"})
    void every_way_down_is_open_at_once(String mode) {
      assertEquals(mode, dog("").tick().ask(mode).mode());
    }

    @Test
    void a_mode_that_does_not_exist_is_refused() {
      SafetyRig rig = dog("").tick().askNumber(77);
      assertMode(rig, "policy", Cause.START);
      assertEquals(Refusal.UNKNOWN, rig.refused());
      assertEquals(Refusal.UNKNOWN, rig.askNumber(-3).refused());
      assertEquals(Refusal.UNKNOWN, rig.askNumber(Integer.MIN_VALUE).refused());
    }

    @Test
    void a_policy_whose_command_is_not_a_number_is_not_taken() {
      SafetyRig rig = dog("").tick().ask("stand");
      rig.nominal[0] = Command.effort(Double.NaN);
      rig.run(3_000).ask("policy");
      assertEquals("stand", rig.mode());
      assertEquals(Refusal.TRIGGERED, rig.refused());
    }

    @Test
    void the_mode_in_force_is_no_transition() {
      assertEquals(0, dog("").tick().ask("policy").i64("supervisor/transitions", 0));
    }

    @Test
    void modes_of_the_users_own_are_entered_by_name() {
      SafetyRig rig =
          dog("modes: [{name: sit, behaviour: pose, pose: {knee: -1.5}, blend: 100ms}]").tick();
      rig.ask("sit").run(600);
      assertEquals("sit", rig.mode());
      assertEquals(-1.5, rig.command(1).position());
    }
  }

  @Nested
  class APolicyThatFails {

    @Test
    void nan_puts_a_legged_robot_into_damping_on_the_same_tick_and_the_record_says_why() {
      SafetyRig rig = dog("").run(100);
      rig.nominal[0] = Command.effort(Double.NaN);
      assertMode(rig.tick(), "damping", Cause.NAN_ACTION);
      assertEquals(Latch.FAULT, rig.i32("supervisor/latched"));
      assertEquals(Cause.NAN_ACTION.code(), rig.i32("supervisor/fault_cause"));
      assertEquals(1, rig.i32("supervisor/terminal"));
      assertEquals(1, rig.i64("safety/trigger_ticks", Cause.NAN_ACTION.code()));
      assertEquals(new Command(0.3, 0, 0, 1, 0), rig.command(0));
    }

    @Test
    void nan_makes_an_arm_hold_its_pose() {
      SafetyRig rig = arm("").run(100);
      rig.q[0] = 0.7;
      rig.nominal[0] = Command.effort(Double.POSITIVE_INFINITY);
      assertMode(rig.tick(), "hold", Cause.NAN_ACTION);
      assertEquals(new Command(0.7, 0, 200, 8, 0), rig.command(0));
      rig.q[0] = 0.6;
      assertEquals(0.7, rig.tick().command(0).position());
    }

    @Test
    void the_fault_stays_latched_after_the_policy_has_recovered() {
      SafetyRig rig = dog("").tick();
      rig.nominal[0] = Command.effort(Double.NaN);
      rig.tick();
      rig.nominal[0] = Command.NONE;
      rig.run(1_000).ask("policy");
      assertMode(rig, "damping", Cause.NAN_ACTION);
      assertEquals(Refusal.LATCHED, rig.refused());
      assertEquals(1, rig.i32("supervisor/terminal"));
    }

    @Test
    void a_reset_unlatches_and_moves_nothing() {
      SafetyRig rig = dog("").tick();
      rig.nominal[0] = Command.effort(Double.NaN);
      rig.tick();
      Command before = rig.command(0);
      rig.nominal[0] = Command.NONE;
      rig.reset();
      assertEquals("damping", rig.mode());
      assertEquals(before, rig.command(0));
      assertEquals(0, rig.i32("supervisor/latched"));
      assertEquals(0, rig.i32("supervisor/terminal"));
      assertEquals("policy", rig.ask("policy").mode());
    }

    @Test
    void nan_that_the_policy_keeps_back_is_nan_all_the_same() {
      SafetyRig rig = dog("").run(100);
      rig.nominalValid = -1;
      assertMode(rig.tick(), "damping", Cause.NAN_ACTION);
    }

    @Test
    void an_invalid_action_is_bridged_by_the_last_command() {
      SafetyRig rig = dog("").tick();
      rig.nominal[0] = new Command(0.2, 0, 30, 1, 2);
      rig.tick();
      rig.nominalValid = 0;
      rig.nominal[0] = Command.NONE;
      rig.run(50);
      assertMode(rig, "policy", Cause.START);
      assertEquals(1, rig.i32("supervisor/reusing"));
      assertEquals(new Command(0.2, 0, 30, 1, 2), rig.command(0));
      rig.nominalValid = 1;
      assertEquals(Command.NONE, rig.tick().command(0));
      assertEquals(0, rig.i32("supervisor/reusing"));
      assertEquals("policy", rig.mode());
    }

    @Test
    void an_action_that_stays_invalid_ends_in_the_last_fallback() {
      SafetyRig rig = dog("").tick();
      rig.nominalValid = 0;
      rig.run(98);
      assertEquals("policy", rig.mode());
      assertMode(rig.run(10), "damping", Cause.POLICY_INVALID);
    }

    @Test
    void without_a_last_command_there_is_nothing_to_repeat() {
      SafetyRig rig = dog("");
      rig.nominalValid = 0;
      assertMode(rig.tick(), "damping", Cause.POLICY_INVALID);
    }

    @Test
    void what_is_wrong_with_the_policy_does_not_concern_a_robot_that_stands() {
      SafetyRig rig = dog("").tick().ask("stand");
      rig.nominalValid = 0;
      assertMode(rig.run(500), "stand", Cause.OPERATOR_REQUEST);
    }
  }

  @Nested
  class Fallbacks {

    @Test
    void are_taken_step_by_step() {
      SafetyRig rig =
          dog("fallbacks: {nan_action: [{reuse_last_action: 20ms}, {stand: 100ms}, last]}").tick();
      rig.nominal[0] = Command.effort(Double.NaN);
      assertEquals("policy", rig.tick().mode());
      assertEquals(1, rig.i32("supervisor/reusing"));
      assertMode(rig.run(24), "stand", Cause.NAN_ACTION);
      assertEquals(0, rig.i32("supervisor/terminal"));
      assertMode(rig.run(104), "damping", Cause.NAN_ACTION);
      assertEquals(1, rig.i32("supervisor/terminal"));
    }

    @Test
    void never_raise_the_robot() {
      SafetyRig rig = dog("fallbacks: {journal_disk: [stand]}").tick().ask("damping");
      rig.journalState = 2;
      assertMode(rig.run(20), "damping", Cause.OPERATOR_REQUEST);
    }

    @Test
    void give_way_to_a_trigger_that_takes_the_robot_lower() {
      SafetyRig rig = dog("max_tilt_deg: 40\nfallbacks: {nan_action: [{stand: 10s}, last]}").tick();
      rig.nominal[0] = Command.effort(Double.NaN);
      assertEquals("stand", rig.tick().mode());
      rig.orientation[0] = StrictMath.cos(0.5);
      rig.orientation[1] = StrictMath.sin(0.5);
      assertMode(rig.tick(), "damping", Cause.TILT);
      assertEquals(Cause.NAN_ACTION.code(), rig.i32("supervisor/fault_cause"));
    }

    @Test
    void end_with_the_operators_way_down() {
      SafetyRig rig = dog("fallbacks: {nan_action: [{stand: 1s}, last]}").tick();
      rig.nominal[0] = Command.effort(Double.NaN);
      assertMode(rig.tick().ask("passive").run(1_500), "passive", Cause.OPERATOR_REQUEST);
    }

    @Test
    void end_with_a_reset() {
      SafetyRig rig = dog("fallbacks: {nan_action: [{stand: 1s}, last]}").tick();
      rig.nominal[0] = Command.effort(Double.NaN);
      rig.tick();
      rig.nominal[0] = Command.NONE;
      assertMode(rig.reset().run(1_500), "stand", Cause.NAN_ACTION);
    }

    @Test
    void cannot_repeat_the_last_command_longer_by_taking_turns() {
      String repeat = "[{reuse_last_action: 20ms}, last]";
      SafetyRig rig =
          dog("late: 3ms\nfallbacks: {late: " + repeat + ", policy_invalid: " + repeat + "}");
      rig.tick();
      rig.nominalValid = 0;
      for (int i = 0; i < 10; i++) {
        rig.delayNs = 2_000_000;
        rig.tick();
        assertEquals(i < 5 ? "policy" : "damping", rig.mode(), "tick " + i);
      }
    }

    @Test
    void skip_a_mode_that_is_not_available() {
      SafetyRig rig =
          new SafetyRig(
              TestRobots.armWithoutStiffness("last_fallback: damping"),
              "fallbacks: {nan_action: [{hold: 1s}, last]}",
              true);
      rig.tick();
      rig.nominal[0] = Command.effort(Double.NaN);
      assertMode(rig.tick(), "damping", Cause.NAN_ACTION);
    }
  }

  @Nested
  class TheEmergencyStop {

    @Test
    void acts_at_once_from_every_mode_and_is_no_failure_of_the_run() {
      SafetyRig rig = dog("").tick();
      rig.estop = 1;
      assertMode(rig.tick(), "estop", Cause.OPERATOR_ESTOP);
      assertEquals(Latch.ESTOP, rig.i32("supervisor/latched"));
      assertEquals(0, rig.i32("supervisor/terminal"));
    }

    @Test
    void does_what_the_last_fallback_does() {
      SafetyRig rig = arm("").tick();
      rig.estop = 1;
      assertEquals(new Command(0, 0, 200, 8, 0), rig.tick().command(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"passive", "damping", "hold", "stand", "policy"})
    void lets_no_request_through_until_it_is_reset(String mode) {
      SafetyRig rig = dog("").tick();
      rig.estop = 1;
      rig.tick();
      rig.estop = 0;
      rig.run(100).ask(mode);
      assertEquals("estop", rig.mode());
      assertEquals(Refusal.LATCHED, rig.refused());
      assertMode(rig.reset(), "damping", Cause.OPERATOR_RESET);
      assertEquals(mode, rig.ask(mode).mode());
    }

    @Test
    void withstands_a_reset_while_it_is_pressed() {
      SafetyRig rig = dog("").tick();
      rig.estop = 1;
      assertEquals("estop", rig.tick().reset().mode());
      assertNotEquals(0, rig.i32("supervisor/latched"));
    }

    @Test
    void leaves_an_arm_holding_when_it_is_reset() {
      SafetyRig rig = arm("").tick().ask("estop").reset();
      assertMode(rig, "hold", Cause.OPERATOR_RESET);
    }
  }

  @Test
  void a_robot_without_a_sense_of_direction_needs_no_imu() {
    assertTrue(arm("").tick().pipeline().record().layout().find("arm/imu/orientation") == null);
  }
}

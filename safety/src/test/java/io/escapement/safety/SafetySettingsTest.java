package io.escapement.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.robot.RobotModel;
import io.escapement.safety.supervisor.Cause;
import io.escapement.safety.supervisor.Fallback;
import io.escapement.safety.supervisor.ModeTable;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetySettingsTest {

  private static SafetySettings dog(String safety) {
    return SafetyRig.read(TestRobots.legged(), safety, true);
  }

  private static SafetySettings arm(String safety) {
    return SafetyRig.read(TestRobots.arm(), safety, true);
  }

  private static List<Fallback.Step> steps(SafetySettings settings, Cause cause) {
    return settings.supervisor().fallbacks().stream()
        .filter(fallback -> fallback.cause() == cause)
        .findFirst()
        .orElseThrow()
        .steps();
  }

  @Nested
  class WithoutABlock {

    @Test
    void every_trigger_but_lost_records_has_an_answer() {
      for (Cause cause : Cause.values()) {
        if (cause.isTrigger() && cause != Cause.OPERATOR_ESTOP && cause != Cause.JOURNAL_LOST) {
          assertTrue(!steps(dog(""), cause).isEmpty(), cause.label());
        }
      }
    }

    @Test
    void a_legged_robot_damps_and_an_arm_holds_at_last() {
      assertEquals(ModeTable.DAMPING, dog("").modes().lastFallback());
      assertEquals(ModeTable.HOLD, arm("").modes().lastFallback());
    }

    @Test
    void lateness_counts_off_the_simulator_only() {
      assertEquals(0, dog("").monitors().lateNs());
      assertEquals(100_000_000, SafetyRig.read(TestRobots.legged(), "", false).monitors().lateNs());
    }

    @Test
    void a_slow_loop_gets_the_time_that_it_needs() {
      SafetySettings slow = SafetySettings.read(null, TestRobots.arm(), false, 100_000_000);
      assertEquals(500_000_000, slow.monitors().staleNs());
      assertEquals(1_000_000_000, slow.monitors().lateNs());
    }

    @Test
    void the_modes_have_the_indexes_that_journals_hold() {
      assertEquals(
          List.of("passive", "stand", "policy", "damping", "estop", "hold"),
          dog("").modes().names());
    }

    @Test
    void a_drive_without_damping_is_damped_as_its_effort_suggests() {
      RobotModel robot = TestRobots.armWithoutStiffness("last_fallback: damping");
      SafetySettings settings = SafetyRig.read(robot, "", true);
      assertEquals(List.of(4.0, 2.0), settings.modes().mode(ModeTable.DAMPING).damping());
    }
  }

  @Nested
  class Fallbacks {

    @Test
    void are_read_in_their_order() {
      assertEquals(
          List.of(
              new Fallback.Step(Fallback.REUSE_LAST, 40_000_000),
              new Fallback.Step(ModeTable.STAND, 2_000_000_000),
              new Fallback.Step(ModeTable.DAMPING, 0)),
          steps(
              dog("fallbacks: {nan_action: [{reuse_last_action: 40ms}, {stand: 2s}, last]}"),
              Cause.NAN_ACTION));
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void can_be_given_for_every_trigger_but_the_operators_emergency_stop(Cause cause) {
      String block = "fallbacks: {" + cause.label() + ": [last]}";
      boolean free = cause.isTrigger() && cause != Cause.OPERATOR_ESTOP;
      assertEquals(
          free, SchemaCheck.of(SafetySettings.SCHEMA).problems(TestRobots.yaml(block)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "nan_action: [lsat]                             | there is no step \"lsat\"",
          "nan_action: [policy]                           | the run's own policy is no fallback",
          "nan_action: []                                 | must not be without an answer",
          "nan_action: [{reuse_last_action: 40ms}]        | for a while only",
          "nan_action: [reuse_last_action, last]          | for a while only",
          "nan_action: [stand, last]                      | the step has no end",
          "nan_action: [{damping: 1s}, stand]             | fallbacks go down",
          "nan_action: [{stand: 1s}, {reuse_last_action: 1s}, last] | comes first",
          "nan_action: [{stand: 1 hour}, last]            | one with a time",
          "nan_acton: [last]                              | nan_action",
        })
    void that_make_no_sense_are_refused(String fallback, String message) {
      ConfigurationException refusal =
          assertThrows(
              ConfigurationException.class, () -> dog("fallbacks: {" + fallback.strip() + "}"));
      assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
      assertTrue(refusal.getMessage().startsWith("run.yaml:1:"), refusal.getMessage());
    }
  }

  @Nested
  class WhatIsRefused {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "max_tilt: 50                                       | max_tilt_deg",
          "max_tilt_deg: steep                                | max_tilt_deg",
          "stale: 20 miles                                    | a duration",
          "limits: {effort_scale: 1.5}                        | above 0 and at most 1",
          "slew: {position_rad_s: -1}                         | position_rad_s",
          "start_mode: dance                                  | cannot start in this mode",
          "start_mode: estop                                  | cannot start in this mode",
          "stand: {pose: {knees: 0.1}}                        | there is no joint \"knees\"",
          "stand: {pose: {knee: 0.6}}                         | outside the joint's limits",
          "stand: {stiffness: {knee: 5}}                      | there is no actuator \"knee\"",
          "modes: [{name: sit, behaviour: lie}]               | pose",
          "modes: [{name: stand, behaviour: pose}]            | there is a mode \"stand\" already",
          "modes: [{name: trot, behaviour: policy, damping: 1}] | from the policy",
        })
    void is_named(String block, String message) {
      ConfigurationException refusal =
          assertThrows(ConfigurationException.class, () -> dog(block.strip()));
      assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    @Test
    void off_the_simulator_no_run_starts_but_in_passive() {
      assertThrows(
          ConfigurationException.class,
          () -> SafetyRig.read(TestRobots.legged(), "start_mode: policy", false));
    }

    @Test
    void a_tilt_that_nobody_measures() {
      assertThrows(ConfigurationException.class, () -> arm("max_tilt_deg: 50"));
    }

    @Test
    void an_arm_that_could_not_hold_itself() {
      RobotModel limp = TestRobots.armWithoutStiffness("");
      PreflightException refusal =
          assertThrows(PreflightException.class, () -> SafetyRig.read(limp, "", true));
      assertTrue(refusal.getMessage().contains("shoulder_drive, elbow_drive"));
      assertEquals(
          List.of(90.0, 90.0),
          SafetyRig.read(limp, "stand: {stiffness: 90}", true)
              .modes()
              .mode(ModeTable.HOLD)
              .stiffness());
    }
  }

  @Test
  void modes_that_cannot_be_entered_are_announced() {
    RobotModel limp = TestRobots.armWithoutStiffness("last_fallback: damping");
    SafetySettings settings = SafetyRig.read(limp, "", true);
    assertEquals(2, settings.notices().size());
    assertTrue(settings.notices().get(0).contains("mode stand is not available"));
    assertEquals(List.of(), arm("").notices());
  }

  @Test
  void the_lower_of_the_robots_and_the_runs_slew_limits_counts() {
    RobotModel robot =
        TestRobots.armWithoutStiffness(
            "last_fallback: damping\njoints: {elbow: {slew: {effort: 100}}}");
    SafetySettings settings = SafetyRig.read(robot, "slew: {effort_nm_s: 500}", true);
    assertEquals(List.of(500.0, 100.0), settings.slew().effortRate());
  }
}

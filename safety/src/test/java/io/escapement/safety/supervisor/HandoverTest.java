package io.escapement.safety.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.TestRobots;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoverTest {

  private static final String MODES =
      "modes: [{name: careful, behaviour: policy, policy: careful.yaml, blend: 100ms}]\n";
  private static final Command OWN = new Command(0.2, 0, 60, 2, 0);
  private static final Command CAREFUL = new Command(-0.4, 0, 20, 4, 0);

  private static SafetyRig arm(String fallbacks) {
    SafetySettings settings =
        SafetyRig.read(TestRobots.arm(), MODES + "fallbacks: {" + fallbacks + "}", true);
    SafetyRig rig =
        new SafetyRig(
            settings.withMonitors(settings.monitors().withScores(true)), TestRobots.arm(), null);
    Arrays.fill(rig.nominal, OWN);
    Arrays.fill(rig.further.get("careful/nominal"), CAREFUL);
    return rig.run(20);
  }

  @Test
  void a_fallback_hands_over_to_another_policy() {
    SafetyRig rig = arm("out_of_distribution: [careful]");
    assertEquals(OWN, rig.command(0));
    rig.scoreAlarm = 1;
    rig.tick();
    assertEquals("careful", rig.mode());
    assertEquals(Cause.OUT_OF_DISTRIBUTION, rig.cause());
    assertEquals(CAREFUL, rig.run(120).command(0));
    assertEquals(0, rig.i32("supervisor/terminal"));
  }

  @Test
  void the_command_goes_over_without_a_step() {
    SafetyRig rig = arm("out_of_distribution: [careful]");
    rig.scoreAlarm = 1;
    Command before = rig.command(0);
    assertEquals(before, rig.tick().command(0));
    // A cubic over 50 ticks is nowhere steeper than 1.5 / 50 of the way.
    for (int i = 0; i < 60; i++) {
      Command after = rig.tick().command(0);
      assertTrue(Math.abs(after.position() - before.position()) <= 0.6 * 1.5 / 50 + 1e-12);
      assertTrue(Math.abs(after.stiffness() - before.stiffness()) <= 40 * 1.5 / 50 + 1e-12);
      before = after;
    }
    assertEquals(CAREFUL, before);
  }

  @Test
  void the_robot_does_not_go_back_by_itself_but_after_a_reset_at_request() {
    SafetyRig rig = arm("out_of_distribution: [careful]");
    rig.scoreAlarm = 1;
    rig.run(200);
    rig.scoreAlarm = 0;
    assertEquals("careful", rig.run(1_000).mode());
    rig.ask("policy");
    assertEquals(Refusal.LATCHED, rig.refused());
    assertEquals("careful", rig.mode());
    assertEquals("policy", rig.reset().ask("policy").mode());
    assertEquals(OWN, rig.command(0));
  }

  @Test
  void it_can_be_one_of_several_steps() {
    SafetyRig rig = arm("out_of_distribution: [{slow: 100ms}, {careful: 200ms}, last]");
    rig.scoreAlarm = 1;
    assertEquals("policy", rig.run(98).mode());
    assertEquals("careful", rig.run(6).mode());
    assertEquals("careful", rig.run(190).mode());
    assertEquals("hold", rig.run(20).mode());
    assertEquals(1, rig.i32("supervisor/terminal"));
  }

  @Test
  void what_is_wrong_with_the_runs_policy_does_not_concern_the_one_that_took_over() {
    SafetyRig rig = arm("nan_action: [careful, last]");
    rig.nominal[0] = Command.effort(Double.NaN);
    rig.tick();
    assertEquals("careful", rig.mode());
    assertEquals(Cause.NAN_ACTION, rig.cause());
    assertEquals("careful", rig.run(1_000).mode());
    assertEquals(CAREFUL, rig.command(0));
  }

  @Test
  void a_policy_that_took_over_and_fails_as_well_is_left_for_the_next_step() {
    SafetyRig rig = arm("nan_action: [careful, last]");
    rig.nominal[0] = Command.effort(Double.NaN);
    rig.run(100);
    rig.further.get("careful/nominal")[1] = Command.effort(Double.NaN);
    assertEquals("hold", rig.tick().mode());
  }

  @Test
  void a_policy_without_an_action_is_passed_over() {
    SafetyRig rig = arm("out_of_distribution: [careful, last]");
    rig.furtherValid = 0;
    rig.scoreAlarm = 1;
    assertEquals("hold", rig.tick().mode());
    assertEquals(
        Cause.POLICY_INVALID.bit(), rig.i32("safety/policy_triggers", 1), "careful/nominal");
  }

  @Test
  void a_policy_without_an_action_is_not_taken_at_request_either() {
    SafetyRig rig = arm("");
    rig.furtherValid = 0;
    rig.ask("careful");
    assertEquals("policy", rig.mode());
    assertEquals(Refusal.TRIGGERED, rig.refused());
    rig.furtherValid = 1;
    assertEquals("careful", rig.ask("careful").mode());
  }

  @Test
  void what_is_wrong_with_a_policy_that_does_not_command_changes_nothing() {
    SafetyRig rig = arm("");
    rig.furtherValid = -1;
    assertEquals("policy", rig.run(500).mode());
    assertEquals(OWN, rig.command(0));
  }

  @Test
  void a_fallback_never_raises_a_robot_to_a_policy() {
    SafetyRig rig = arm("joint_limit: [careful, last]").ask("hold");
    rig.q[0] = 9;
    assertEquals("hold", rig.run(100).mode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fallbacks: {tilt: [policy]} | the run's own policy is no fallback",
        "fallbacks: {sensor_invalid: [careful]} | a policy is not the last answer to this trigger",
        "fallbacks: {tilt: [{hold: 1s}, careful]} | fallbacks go down",
      })
  void a_step_that_makes_no_sense_is_refused(String fallbacks, String message) {
    assertRefused(MODES + fallbacks, message);
  }

  @Test
  void a_pose_takes_no_policy() {
    assertRefused(
        "modes: [{name: sit, behaviour: pose, policy: a.yaml}]", "a pose takes no policy");
  }

  @Test
  void a_policy_has_channels_of_its_own() {
    assertRefused(
        "modes: [{name: safety, behaviour: policy, policy: a.yaml}]",
        "the policy's channels would have the name of others");
  }

  private static void assertRefused(String safety, String message) {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class, () -> SafetyRig.read(TestRobots.arm(), safety, true));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}

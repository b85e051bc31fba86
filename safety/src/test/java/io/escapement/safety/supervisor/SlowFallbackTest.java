package io.escapement.safety.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.TestRobots;
import io.escapement.safety.filter.Intervention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The actuators: hip (impedance, 10 rad/s), knee (efforts, 15 rad/s), neck (servo, 5 rad/s). */
class SlowFallbackTest {

  private static final int HIP = 0;
  private static final int KNEE = 1;
  private static final int NECK = 2;
  private static final int WHEEL = 3;
  private static final double PERIOD_S = SafetyRig.PERIOD_NS * 1e-9;

  private static SafetyRig dog(String safety) {
    SafetySettings settings = SafetyRig.read(TestRobots.legged(), safety, true);
    SafetySettings scored = settings.withMonitors(settings.monitors().withScores(true));
    return new SafetyRig(scored, TestRobots.legged(), null);
  }

  private static SafetyRig slowed(String slow) {
    SafetyRig rig =
        dog("slow: " + slow + "\nfallbacks: {out_of_distribution: [{slow: 1s}, hold]}").run(20);
    rig.scoreAlarm = 1;
    return rig;
  }

  private static double share(SafetyRig rig) {
    return rig.f64("supervisor/speed_share", 0);
  }

  private static boolean isSlowed(SafetyRig rig, int actuator) {
    return (rig.i32("safety/intervention", actuator) & Intervention.SLOW.bit()) != 0;
  }

  @Test
  void the_policy_goes_on_and_the_record_says_that_it_is_slowed_down_and_why() {
    SafetyRig rig = slowed("{}").run(500);
    assertEquals("policy", rig.mode());
    assertEquals(1, rig.i32("supervisor/slowing"));
    assertEquals(Cause.OUT_OF_DISTRIBUTION.code(), rig.i32("supervisor/fallback_cause"));
    assertEquals(0, rig.i32("supervisor/latched"));
  }

  @Test
  void the_share_goes_down_a_ramp_and_no_further() {
    SafetyRig rig = slowed("{share: 0.4, ramp: 60ms}");
    assertEquals(1, share(rig));
    assertEquals(1 - 0.6 * 2 / 60, share(rig.tick()), 1e-12);
    assertEquals(1 - 0.6 * 30 / 60, share(rig.run(28)), 1e-12);
    assertEquals(0.4, share(rig.run(40)));
    assertEquals(0.4, share(rig.run(400)));
  }

  @Test
  void a_condition_that_ends_in_time_gives_the_speed_back_along_the_ramp() {
    SafetyRig rig = slowed("{share: 0.4, ramp: 60ms}").run(500);
    rig.scoreAlarm = 0;
    assertEquals(0.4 + 0.6 * 2 / 60, share(rig.tick()), 1e-12);
    assertEquals(0, rig.i32("supervisor/slowing"));
    assertEquals(1, share(rig.run(100)));
    assertEquals("policy", rig.run(2_000).mode());
    assertEquals(0, rig.i32("supervisor/latched"));
  }

  @Test
  void a_condition_that_lasts_leads_to_the_next_step() {
    SafetyRig rig = slowed("{}").run(998);
    assertEquals("policy", rig.mode());
    rig.run(6);
    assertEquals("hold", rig.mode());
    assertEquals(Cause.OUT_OF_DISTRIBUTION, rig.cause());
    assertEquals(1, share(rig));
    assertEquals(0, rig.i32("supervisor/slowing"));
  }

  @Test
  void without_a_step_after_it_the_policy_is_slow_as_long_as_the_condition_holds() {
    SafetyRig rig = dog("fallbacks: {out_of_distribution: [slow]}").run(20);
    rig.scoreAlarm = 1;
    assertEquals("policy", rig.run(5_000).mode());
    assertEquals(0.25, share(rig));
    rig.scoreAlarm = 0;
    assertEquals(1, share(rig.run(300)));
  }

  @Test
  void the_set_point_of_a_servo_moves_at_the_share_of_its_joints_speed() {
    SafetyRig rig = slowed("{share: 0.2, ramp: 0s}").tick();
    double before = rig.command(NECK).position();
    rig.nominal[NECK] = Command.pose(before + 0.5, 0);
    double step = 0.2 * 5 * PERIOD_S;
    assertEquals(before + step, rig.tick().command(NECK).position(), 1e-12);
    assertEquals(before + 2 * step, rig.tick().command(NECK).position(), 1e-12);
    assertTrue(isSlowed(rig, NECK));
  }

  @Test
  void the_set_point_of_an_impedance_drive_moves_so_too_and_its_velocity_is_bounded() {
    SafetyRig rig = slowed("{share: 0.2, ramp: 0s}").tick();
    double before = rig.command(HIP).position();
    rig.nominal[HIP] = new Command(before + 0.2, -9, 30, 1, 0);
    rig.run(2);
    double reference = rig.q[HIP];
    assertEquals(-2, rig.command(HIP).velocity());
    assertEquals(reference + 0.2 * 10 * PERIOD_S, rig.command(HIP).position(), 1e-12);
  }

  @Test
  void efforts_push_a_joint_on_up_to_the_share_of_its_speed_only() {
    SafetyRig rig = slowed("{share: 0.2, ramp: 0s}").tick();
    rig.nominal[KNEE] = Command.effort(12);
    rig.dq[KNEE] = 1.4;
    assertEquals(12, rig.tick().command(KNEE).effort());
    rig.dq[KNEE] = 2.7;
    assertEquals(30 * 2 * (1 - 2.7 / 3), rig.tick().command(KNEE).effort(), 1e-9);
    rig.dq[KNEE] = 3.2;
    assertEquals(0, rig.tick().command(KNEE).effort(), 1e-9);
    assertTrue(isSlowed(rig, KNEE));
  }

  @Test
  void efforts_that_brake_or_hold_are_left_alone() {
    SafetyRig rig = slowed("{share: 0.2, ramp: 0s}").tick();
    rig.nominal[KNEE] = Command.effort(-12);
    rig.dq[KNEE] = 3.2;
    assertEquals(-12, rig.tick().command(KNEE).effort());
    rig.dq[KNEE] = 0;
    rig.nominal[KNEE] = Command.effort(25);
    assertEquals(25, rig.tick().command(KNEE).effort());
    assertEquals(0, rig.i32("safety/intervention", KNEE));
  }

  @Test
  void feed_forward_efforts_change_at_the_share_of_their_slew_rate() {
    SafetyRig rig =
        dog("slew: {effort_nm_s: 1000}\nslow: {share: 0.2, ramp: 0s}\n"
                + "fallbacks: {out_of_distribution: [slow]}")
            .run(20);
    rig.scoreAlarm = 1;
    rig.nominal[KNEE] = Command.effort(10);
    assertEquals(0.4, rig.tick().command(KNEE).effort(), 1e-12);
    assertEquals(0.8, rig.tick().command(KNEE).effort(), 1e-12);
  }

  @Test
  void a_policy_that_is_slow_enough_passes_with_every_bit() {
    SafetyRig rig = slowed("{share: 0.2, ramp: 0s}").tick();
    for (int i = 0; i < 200; i++) {
      rig.nominal[HIP] = new Command(0.3 + 0.003 * i, 0.1, 30, 1, 0.7);
      rig.q[HIP] = 0.3 + 0.003 * i;
      rig.tick();
      assertEquals(rig.nominal[HIP], rig.command(HIP), "tick " + i);
      assertEquals(0, rig.i32("safety/intervention", HIP));
    }
  }

  @Test
  void a_second_condition_does_not_put_off_the_first_but_goes_on_to_its_next_step() {
    SafetyRig rig = slowed("{}").run(500);
    rig.nominalValid = 0;
    rig.tick();
    assertEquals("damping", rig.mode());
    assertEquals(Cause.POLICY_INVALID, rig.cause());
  }

  @Test
  void while_the_last_command_is_repeated_nothing_slows_down() {
    SafetyRig rig = slowed("{}");
    rig.scoreAlarm = 0;
    rig.nominalValid = 0;
    rig.run(20);
    rig.scoreAlarm = 1;
    rig.tick();
    assertEquals(1, rig.i32("supervisor/reusing"));
    assertEquals(0, rig.i32("supervisor/slowing"));
    rig.nominalValid = 1;
    assertEquals(1, rig.tick().i32("supervisor/slowing"));
  }

  @Test
  void a_robot_that_stands_is_not_slowed_down() {
    SafetyRig rig = dog("max_tilt_deg: 30\nfallbacks: {tilt: [{slow: 1s}, damping]}").run(20);
    rig.ask("stand").run(100);
    rig.orientation[0] = StrictMath.cos(0.4);
    rig.orientation[1] = StrictMath.sin(0.4);
    assertEquals("damping", rig.tick().mode());
  }

  @Test
  void a_joint_without_a_known_speed_is_named() {
    SafetySettings settings =
        SafetyRig.read(
            TestRobots.legged(), "fallbacks: {out_of_distribution: [{slow: 1s}, last]}", true);
    assertTrue(
        settings.notices().stream()
            .anyMatch(line -> line.startsWith("the fallback slow leaves wheel_drive")),
        settings.notices()::toString);
    assertTrue(dog("").settings().notices().isEmpty());
    assertEquals(WHEEL, settings.drives().indexOf("wheel_drive"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nan_action: [{slow: 1s}, last] | without an action there is nothing to slow down",
        "policy_invalid: [{slow: 1s}, last] | without an action there is nothing to slow down",
        "tilt: [slow, last] | the step has no end",
        "tilt: [{slow: 1s}] | there is no step after that time",
        "tilt: [{stand: 1s}, {slow: 1s}, last] | slow comes first, or not at all",
        "assumption: [slow] | a policy is not the last answer to this trigger"
      })
  void a_step_that_makes_no_sense_is_refused(String fallback, String message) {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> SafetyRig.read(TestRobots.legged(), "fallbacks: {" + fallback + "}", true));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}

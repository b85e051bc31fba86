package io.escapement.safety.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.record.RecordLayout;
import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.TestRobots;
import io.escapement.safety.command.Drives;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What takes the robot out of a policy by itself. */
class TriggersTest {

  private static SafetyRig dog(String safety) {
    return new SafetyRig(TestRobots.legged(), safety, true);
  }

  private static SafetyRig arm(String safety) {
    return new SafetyRig(TestRobots.arm(), safety, true);
  }

  private static SafetyRig dogThatListens(String safety) {
    SafetySettings settings = SafetyRig.read(TestRobots.legged(), safety, true);
    SafetySettings listening =
        settings.withMonitors(settings.monitors().withCertified(true).withScores(true));
    return new SafetyRig(listening, TestRobots.legged(), null);
  }

  private static void assertMode(SafetyRig rig, String mode, Cause cause) {
    assertEquals(mode, rig.mode());
    assertEquals(cause, rig.cause());
  }

  @Test
  void measurements_that_stop_coming() {
    SafetyRig rig = dog("stale: 20ms").run(20);
    rig.sensing = false;
    assertEquals("policy", rig.run(20).mode());
    assertMode(rig.run(4), "damping", Cause.STALE_INPUT);
  }

  @Test
  void a_driver_that_stamps_the_same_sample_again_and_again() {
    SafetyRig rig = dog("stale: 20ms").run(20);
    rig.sensing = false;
    for (int i = 0; i < 14 && rig.mode().equals("policy"); i++) {
      rig.stampOffsetNs += SafetyRig.PERIOD_NS;
      rig.tick();
    }
    assertMode(rig, "damping", Cause.STALE_INPUT);
  }

  @Test
  void a_stamp_from_the_future() {
    SafetyRig rig = dog("stale: 20ms").run(20);
    rig.stampOffsetNs = 30_000_000;
    assertMode(rig.tick(), "damping", Cause.STALE_INPUT);
  }

  @Test
  void a_measurement_that_is_not_a_number() {
    SafetyRig rig = dog("").run(20);
    rig.dq[1] = Double.NaN;
    assertMode(rig.tick(), "damping", Cause.SENSOR_INVALID);
  }

  @Test
  void an_orientation_that_is_none() {
    SafetyRig rig = dog("").run(20);
    rig.orientation[0] = 0;
    assertMode(rig.tick(), "damping", Cause.SENSOR_INVALID);
  }

  @Test
  void a_tilt_beyond_the_limit_and_none_below_it() {
    SafetyRig rig = dog("max_tilt_deg: 50").run(20);
    rig.orientation[0] = 2 * StrictMath.cos(StrictMath.toRadians(49.9) / 2);
    rig.orientation[2] = 2 * StrictMath.sin(StrictMath.toRadians(49.9) / 2);
    assertEquals("policy", rig.tick().mode());
    rig.orientation[0] = 2 * StrictMath.cos(StrictMath.toRadians(50.1) / 2);
    rig.orientation[2] = 2 * StrictMath.sin(StrictMath.toRadians(50.1) / 2);
    assertMode(rig.tick(), "damping", Cause.TILT);
  }

  @Test
  void no_tilt_unless_a_limit_is_given() {
    SafetyRig rig = dog("").run(20);
    rig.orientation[0] = 0;
    rig.orientation[1] = 1;
    assertEquals("policy", rig.tick().mode());
  }

  @Test
  void a_joint_beyond_its_limits() {
    SafetyRig rig = dog("position_tolerance_rad: 0.1").run(20);
    rig.q[0] = 1.09;
    assertEquals("policy", rig.tick().mode());
    rig.q[0] = 1.11;
    assertMode(rig.tick(), "damping", Cause.JOINT_LIMIT);
  }

  @Test
  void a_full_disk_makes_a_legged_robot_stand_and_an_arm_hold() {
    SafetyRig rig = dog("").run(20);
    rig.journalState = 2;
    assertMode(rig.tick(), "stand", Cause.JOURNAL_DISK);
    SafetyRig arm = arm("").run(20);
    arm.journalState = 2;
    assertMode(arm.tick(), "hold", Cause.JOURNAL_DISK);
  }

  @Test
  void lost_records_are_counted_and_do_nothing_unless_they_are_configured() {
    SafetyRig rig = dog("").run(20);
    rig.journalLost = 3;
    assertEquals("policy", rig.run(20).mode());
    assertEquals(1, rig.i64("safety/trigger_ticks", Cause.JOURNAL_LOST.code()));
    SafetyRig strict = dog("fallbacks: {journal_lost: [stand]}").run(20);
    strict.journalLost = 1;
    assertMode(strict.tick(), "stand", Cause.JOURNAL_LOST);
  }

  @Test
  void a_loop_that_is_late() {
    SafetyRig rig = dog("late: 30ms").run(20);
    rig.delayNs = 40_000_000;
    assertMode(rig.tick(), "damping", Cause.LATE);
  }

  @Test
  void the_end_of_the_run_is_planned() {
    SafetyRig rig = dog("").run(20);
    rig.stop = 1;
    assertMode(rig.tick(), "damping", Cause.STOP);
    assertEquals(0, rig.i32("supervisor/latched"));
    assertEquals(0, rig.i32("supervisor/terminal"));
    assertEquals(Refusal.TRIGGERED, rig.ask("policy").refused());
  }

  @Test
  void the_end_of_the_run_does_not_hide_an_earlier_fault() {
    SafetyRig rig = dog("").run(20);
    rig.nominal[0] = Command.effort(Double.NaN);
    rig.tick();
    rig.stop = 1;
    rig.tick();
    assertEquals(1, rig.i32("supervisor/terminal"));
    assertEquals(Cause.NAN_ACTION.code(), rig.i32("supervisor/fault_cause"));
  }

  @Test
  void the_end_of_the_run_can_take_its_time() {
    SafetyRig rig = dog("fallbacks: {stop: [{stand: 1s}, last]}").run(20);
    rig.stop = 1;
    assertEquals("stand", rig.run(900).mode());
    assertMode(rig.run(200), "damping", Cause.STOP);
  }

  @Nested
  class OtherStages {

    @Test
    void a_certified_filter_that_brakes_is_heard_on_the_next_tick() {
      SafetyRig rig = dogThatListens("").run(20);
      rig.certifiedBrake = 3;
      assertEquals("policy", rig.tick().mode());
      assertMode(rig.tick(), "damping", Cause.CERTIFIED_BRAKE);
      assertEquals(Latch.FAULT, rig.i32("supervisor/latched"));
    }

    @Test
    void an_assumption_that_is_broken_is_heard_on_the_next_tick_whatever_the_mode() {
      SafetyRig rig = dogThatListens("").run(20).ask("stand");
      rig.assumption = 1;
      assertEquals("stand", rig.tick().mode());
      assertMode(rig.tick(), "damping", Cause.ASSUMPTION);
    }

    @Test
    void a_score_that_is_too_high_is_heard_on_the_same_tick() {
      SafetyRig rig = dogThatListens("fallbacks: {out_of_distribution: [stand]}").run(20);
      rig.scoreAlarm = 1;
      assertMode(rig.tick(), "stand", Cause.OUT_OF_DISTRIBUTION);
      assertEquals(Latch.FAULT, rig.i32("supervisor/latched"));
    }

    @Test
    void a_score_concerns_policies_alone() {
      SafetyRig rig = dogThatListens("").run(20).ask("stand");
      rig.scoreAlarm = 1;
      assertMode(rig.run(20), "stand", Cause.OPERATOR_REQUEST);
    }

    @Test
    void a_run_without_them_needs_none_of_their_channels() {
      for (SafetyRig rig : List.of(dog(""), dogThatListens(""))) {
        RecordLayout layout = rig.tick().pipeline().record().layout();
        Drives drives = rig.settings().drives();
        boolean listens = rig.settings().monitors().scored();
        assertEquals(listens, layout.find(drives.channel("certified/brake")) != null);
        assertEquals(listens, layout.find(drives.channel("score/alarm")) != null);
      }
    }

    @Test
    void a_brake_must_not_be_without_an_answer() {
      assertThrows(ConfigurationException.class, () -> dog("fallbacks: {certified_brake: []}"));
    }
  }
}

package io.escapement.safety.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.TestRobots;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ModeCommandTest {

  private static final int HIP = 0;
  private static final int KNEE = 1;
  private static final int NECK = 2;
  private static final int WHEEL = 3;

  private static SafetyRig dog(String safety) {
    return new SafetyRig(TestRobots.legged(), safety, true).tick();
  }

  @Nested
  class Passive {

    @Test
    void gives_no_effort() {
      SafetyRig rig = dog("").ask("passive");
      assertEquals(Command.NONE, rig.command(HIP));
      assertEquals(Command.NONE, rig.command(KNEE));
      assertEquals(Command.NONE, rig.command(WHEEL));
    }

    @Test
    void leaves_a_servo_where_it_was_measured() {
      SafetyRig rig = dog("");
      rig.q[NECK] = -0.2;
      rig.run(100);
      rig.nominal[NECK] = Command.pose(-0.2, 0);
      rig.run(200).ask("passive");
      rig.q[NECK] = 0;
      assertEquals(Command.pose(-0.2, 0), rig.tick().command(NECK));
    }
  }

  @Nested
  class Damping {

    @Test
    void damps_in_the_numbers_that_each_drive_takes() {
      SafetyRig rig = dog("").ask("damping");
      rig.q[HIP] = 0.5;
      rig.dq[KNEE] = -3;
      rig.tick();
      assertEquals(new Command(0.3, 0, 0, 1, 0), rig.command(HIP));
      assertEquals(new Command(-0.6, 0, 0, 0, 6), rig.command(KNEE));
      assertEquals(0, rig.command(WHEEL).velocity());
    }

    @Test
    void takes_the_gain_that_is_configured() {
      assertEquals(3, dog("damping: {gain: {hip_drive: 3}}").ask("damping").command(HIP).damping());
    }
  }

  @Nested
  class Hold {

    @Test
    void holds_the_pose_measured_at_its_entry() {
      SafetyRig rig = dog("");
      rig.q[HIP] = 0.55;
      rig.q[KNEE] = -1;
      rig.ask("hold");
      rig.q[HIP] = 0.5;
      rig.q[KNEE] = -1.2;
      rig.dq[KNEE] = 1;
      rig.tick();
      assertEquals(new Command(0.55, 0, 50, 1, 0), rig.command(HIP));
      assertEquals(40 * 0.2 - 2, rig.command(KNEE).effort(), 1e-12);
    }

    @Test
    void holds_the_last_set_point_where_nothing_sound_is_measured() {
      SafetyRig rig = dog("");
      rig.nominal[HIP] = Command.pose(0.4, 20);
      rig.tick();
      rig.q[HIP] = Double.NaN;
      assertEquals(0.4, rig.ask("hold").supervised(HIP).position());
    }
  }

  @Nested
  class Stand {

    @Test
    void blends_from_the_measured_pose_to_the_default_one_and_stays() {
      SafetyRig rig = dog("").ask("damping");
      rig.q[HIP] = 0.83;
      assertEquals(new Command(0.83, 0, 50, 1, 0), rig.ask("stand").command(HIP));
      assertEquals(0.565, rig.run(1_000).command(HIP).position(), 1e-3);
      assertEquals(0.3, rig.run(1_100).supervised(HIP).position());
    }

    @Test
    void rises_smoothly_and_never_past_its_goal() {
      SafetyRig rig = dog("").ask("damping");
      rig.q[HIP] = 0.7;
      double before = rig.ask("stand").command(HIP).position();
      for (int i = 0; i < 1_100; i++) {
        double now = rig.tick().command(HIP).position();
        assertTrue(now <= before && now >= 0.3 && before - now < 0.001, before + " -> " + now);
        before = now;
      }
    }

    @Test
    void comes_faster_when_the_robot_has_to_stop_moving() {
      SafetyRig rig = dog("");
      rig.q[HIP] = 0.7;
      rig.ask("stand");
      assertEquals(0.5, rig.run(250).command(HIP).position(), 1e-2);
      assertEquals(0.3, rig.run(260).command(HIP).position());
    }

    @Test
    void takes_pose_and_gains_that_are_configured() {
      SafetyRig rig =
          dog("stand: {pose: {hip: 0.1}, stiffness: 70, damping: {hip_drive: 4}}").ask("stand");
      assertEquals(new Command(0.1, 0, 70, 4, 0), rig.run(2_100).command(HIP));
    }
  }

  @Nested
  class Policy {

    @Test
    void passes_bit_for_bit() {
      SafetyRig rig = dog("");
      rig.nominal[HIP] = new Command(0.31, -0.0, 30, 0.5, Double.MIN_VALUE);
      assertEquals(rig.nominal[HIP], rig.tick().command(HIP));
    }

    @Test
    void is_blended_in_from_the_last_command_where_that_is_configured() {
      SafetyRig rig = dog("policy: {blend: 100ms}").run(200).ask("stand").run(600);
      rig.nominal[HIP] = Command.pose(0.5, 30);
      Command first = rig.ask("policy").command(HIP);
      assertEquals(new Command(0.3, 0, 50, 1, 0), first);
      Command half = rig.run(50).command(HIP);
      assertEquals(0.4, half.position(), 1e-9);
      assertEquals(40, half.stiffness(), 1e-9);
      assertEquals(rig.nominal[HIP], rig.run(50).command(HIP));
    }

    @Test
    void is_blended_in_from_the_measured_pose_after_passive() {
      SafetyRig rig = dog("policy: {blend: 100ms}").run(200).ask("passive");
      rig.q[HIP] = 0.8;
      rig.nominal[HIP] = Command.pose(0.5, 30);
      assertEquals(Command.pose(0.8, 0), rig.ask("policy").supervised(HIP));
    }
  }
}

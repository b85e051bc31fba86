package io.escapement.safety.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.TestRobots;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterChainTest {

  /** An impedance drive: position -1..1 rad, 10 rad/s, 20 Nm. */
  private static final int HIP = 0;

  /** A drive that takes efforts alone: 30 Nm. */
  private static final int KNEE = 1;

  /** A position servo: -0.5..0.5 rad, 5 rad/s. */
  private static final int NECK = 2;

  private static SafetyRig dog(String safety) {
    SafetyRig rig = FilterRig.of(TestRobots.legged(), safety);
    rig.q[HIP] = 0.3;
    return rig.tick();
  }

  private static Command send(SafetyRig rig, int actuator, Command command) {
    rig.nominal[actuator] = command;
    return rig.tick().command(actuator);
  }

  private static void assertMarked(SafetyRig rig, int actuator, Intervention... expected) {
    int bits = 0;
    for (Intervention intervention : expected) {
      bits |= intervention.bit();
    }
    assertEquals(bits, FilterRig.intervention(rig, actuator));
  }

  @Test
  void a_safe_command_passes_as_it_is() {
    SafetyRig rig = dog("");
    Command safe = new Command(0.4, -0.0, 35, 0.5, Double.MIN_VALUE);
    assertEquals(safe, send(rig, HIP, safe));
    assertMarked(rig, HIP);
    assertEquals(0, rig.i64("safety/interventions_total", 0));
  }

  @Nested
  class Sanitising {

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, 1.1e9})
    void what_is_no_number_keeps_the_last_pose_and_gains_without_effort(double poison) {
      SafetyRig rig = dog("");
      send(rig, HIP, new Command(0.4, 1, 30, 2, 3));
      Command held = new Command(0.4, 0, 30, 2, 0);
      assertEquals(held, send(rig, HIP, new Command(0.1, 0, 10, 1, poison)));
      assertMarked(rig, HIP, Intervention.NOT_A_NUMBER);
      assertEquals(held, send(rig, HIP, new Command(poison, 0, 10, 1, 0)));
      assertEquals(held, send(rig, HIP, new Command(0, poison, 10, 1, 0)));
      assertEquals(held, send(rig, HIP, new Command(0, 0, poison, 1, 0)));
      assertEquals(held, send(rig, HIP, new Command(0, 0, 10, poison, 0)));
    }

    @Test
    void before_the_first_command_there_is_no_effort_to_fall_back_on() {
      SafetyRig rig = FilterRig.of(TestRobots.legged(), "");
      rig.q[HIP] = 0.25;
      assertEquals(Command.pose(0.25, 0), send(rig, HIP, Command.effort(Double.NaN)));
    }

    @Test
    void negative_gains_become_none() {
      SafetyRig rig = dog("");
      assertEquals(new Command(0.3, 0, 0, 0, 1), send(rig, HIP, new Command(0.3, 0, -5, -1, 1)));
      assertMarked(rig, HIP, Intervention.NEGATIVE_GAIN);
      assertEquals(new Command(0.3, 0, 0, 1, 1), send(rig, HIP, new Command(0.3, 0, -5, 1, 1)));
      assertMarked(rig, HIP, Intervention.NEGATIVE_GAIN);
      assertEquals(new Command(0.3, 0, 5, 0, 1), send(rig, HIP, new Command(0.3, 0, 5, -1, 1)));
      assertMarked(rig, HIP, Intervention.NEGATIVE_GAIN);
    }
  }

  @Nested
  class Limits {

    @Test
    void set_points_stay_inside_the_joint() {
      SafetyRig rig = dog("");
      rig.q[HIP] = 0.95;
      assertEquals(Command.pose(1, 10), send(rig, HIP, Command.pose(1.2, 10)));
      assertMarked(rig, HIP, Intervention.POSITION);
      send(rig, NECK, Command.pose(-0.9, 0));
      assertEquals(Command.pose(-0.5, 0), rig.run(300).command(NECK));
    }

    @Test
    void a_margin_keeps_them_clear_of_the_stops() {
      SafetyRig rig = dog("limits: {position_margin_rad: 0.1}");
      rig.q[HIP] = 0.8;
      assertEquals(0.9, send(rig, HIP, Command.pose(1.2, 10)).position());
    }

    @Test
    void a_margin_wider_than_the_range_leaves_its_middle() {
      SafetyRig rig = dog("limits: {position_margin_rad: 3}");
      rig.q[HIP] = 0;
      assertEquals(0, send(rig, HIP, Command.pose(.4, 10)).position());
      assertEquals(0, send(rig, HIP, Command.pose(-.4, 10)).position());
    }

    @Test
    void an_excess_lets_impedance_drives_press_against_them_but_not_servos() {
      SafetyRig rig = dog("limits: {position_excess_rad: 0.2}");
      rig.q[HIP] = 0.9;
      assertEquals(1.15, send(rig, HIP, Command.pose(1.15, 10)).position());
      assertEquals(1.2, send(rig, HIP, Command.pose(1.4, 10)).position());
      send(rig, NECK, Command.pose(0.6, 0));
      assertEquals(0.5, rig.run(300).command(NECK).position());
    }

    @Test
    void a_position_without_stiffness_is_nobodys_business() {
      SafetyRig rig = dog("");
      assertEquals(Command.pose(7, 0), send(rig, HIP, Command.pose(7, 0)));
    }

    @Test
    void velocities_efforts_and_gains_stay_below_the_drives() {
      SafetyRig rig = dog("");
      assertEquals(10, send(rig, HIP, new Command(0.3, 12, 0, 0.1, 0)).velocity());
      assertMarked(rig, HIP, Intervention.VELOCITY);
      assertEquals(-20, send(rig, HIP, Command.effort(-25)).effort());
      assertMarked(rig, HIP, Intervention.EFFORT);
      assertEquals(1e6, send(rig, HIP, Command.pose(0.3, 2e6)).stiffness());
      assertMarked(rig, HIP, Intervention.GAIN);
      assertEquals(1e5, send(rig, HIP, new Command(0.3, 0, 0, 2e5, 0)).damping());
    }

    @Test
    void a_part_of_the_effort_can_be_kept_back() {
      SafetyRig rig = dog("limits: {effort_scale: 0.5}");
      assertEquals(15, send(rig, KNEE, Command.effort(40)).effort());
    }
  }

  @Nested
  class DriveEffort {

    @Test
    void too_much_of_it_comes_out_of_the_set_point() {
      SafetyRig rig = dog("");
      // 100 Nm/rad over 0.7 rad is 70 Nm; 20 Nm are 0.2 rad from the joint.
      Command bounded = send(rig, HIP, Command.pose(1, 100));
      assertEquals(0.5, bounded.position(), 1e-12);
      assertEquals(100, bounded.stiffness());
      assertMarked(rig, HIP, Intervention.DRIVE_EFFORT);
    }

    @Test
    void damping_counts_as_well() {
      SafetyRig rig = dog("");
      rig.dq[HIP] = -4;
      // 10 Nm s/rad against 4 rad/s is 40 Nm: the set-point gives 20 Nm the other way.
      Command bounded = send(rig, HIP, new Command(0.3, 0, 100, 10, 0));
      assertEquals(0.1, bounded.position(), 1e-12);
    }

    @Test
    void what_the_set_point_cannot_give_comes_out_of_the_feed_forward() {
      SafetyRig rig = dog("");
      rig.q[HIP] = -1;
      rig.dq[HIP] = 0;
      Command bounded = send(rig, HIP, new Command(-1, 10, 1, 3, 10));
      assertEquals(-1, bounded.position());
      assertEquals(-10, bounded.effort(), 1e-12);
    }

    @Test
    void and_what_remains_out_of_the_gains() {
      SafetyRig rig = dog("");
      rig.dq[HIP] = -10;
      // 100 Nm of damping, of which the feed-forward takes 20 and the gains the rest.
      Command bounded = send(rig, HIP, new Command(0.3, 0, 0, 10, 0));
      assertEquals(-20, bounded.effort());
      assertEquals(4, bounded.damping(), 1e-12);
    }

    @Test
    void nothing_is_bounded_by_a_measurement_that_is_none() {
      SafetyRig rig = dog("");
      rig.q[HIP] = Double.NaN;
      assertEquals(Command.pose(1, 100), send(rig, HIP, Command.pose(1, 100)));
      rig.q[HIP] = 0.9;
      rig.dq[HIP] = Double.POSITIVE_INFINITY;
      Command damped = new Command(1, 0, 100, 1, 0);
      assertEquals(damped, send(rig, HIP, damped));
    }
  }

  @Nested
  class Outward {

    @Test
    void no_effort_pushes_a_joint_on_that_has_passed_its_limit() {
      SafetyRig rig = dog("");
      rig.q[HIP] = 1.02;
      assertEquals(0, send(rig, HIP, Command.effort(8)).effort());
      assertMarked(rig, HIP, Intervention.OUTWARD);
      assertEquals(-8, send(rig, HIP, Command.effort(-8)).effort());
      assertMarked(rig, HIP);
    }

    @Test
    void no_effort_speeds_a_joint_up_that_is_too_fast() {
      SafetyRig rig = dog("");
      rig.dq[KNEE] = -16;
      assertEquals(0, send(rig, KNEE, Command.effort(-8)).effort());
      assertEquals(8, send(rig, KNEE, Command.effort(8)).effort());
    }

    @Test
    void the_guard_can_be_left_out() {
      SafetyRig rig = dog("limits: {outward_guard: false}");
      rig.q[HIP] = 1.02;
      assertEquals(8, send(rig, HIP, Command.effort(8)).effort());
    }
  }

  @Nested
  class Slew {

    @Test
    void nothing_is_slewed_unless_it_is_asked_for() {
      SafetyRig rig = dog("");
      assertEquals(0.45, send(rig, HIP, Command.pose(0.45, 30)).position());
      assertEquals(20, send(rig, HIP, Command.effort(20)).effort());
    }

    @Test
    void a_set_point_moves_at_its_rate_from_the_last_one() {
      SafetyRig rig = dog("slew: {position_rad_s: 10}");
      assertEquals(0.32, send(rig, HIP, Command.pose(0.5, 30)).position(), 1e-12);
      assertMarked(rig, HIP, Intervention.POSITION_SLEW);
      rig.q[HIP] = 0;
      assertEquals(0.34, rig.tick().command(HIP).position(), 1e-12);
    }

    @Test
    void a_set_point_starts_where_the_joint_should_be_if_nothing_is_measured() {
      SafetyRig rig = FilterRig.of(TestRobots.legged(), "slew: {position_rad_s: 10}");
      rig.q[HIP] = Double.NaN;
      assertEquals(0.32, send(rig, HIP, Command.pose(0.5, 30)).position(), 1e-12);
    }

    @Test
    void a_late_tick_does_not_jump() {
      SafetyRig rig = dog("slew: {position_rad_s: 10}");
      rig.delayNs = 500_000_000;
      assertEquals(0.32, send(rig, HIP, Command.pose(0.5, 30)).position(), 1e-12);
    }

    @Test
    void efforts_and_velocities_change_at_their_rates() {
      SafetyRig rig = dog("slew: {effort_nm_s: 1000, velocity_rad_s2: 500}");
      assertEquals(2, send(rig, KNEE, Command.effort(10)).effort(), 1e-12);
      assertMarked(rig, KNEE, Intervention.EFFORT_SLEW);
      assertEquals(4, rig.tick().command(KNEE).effort(), 1e-12);
      assertEquals(1, send(rig, HIP, new Command(0, 3, 0, 1, 0)).velocity(), 1e-12);
      assertMarked(rig, HIP, Intervention.VELOCITY_SLEW);
    }

    @Test
    void a_servo_moves_no_faster_than_its_joint_may() {
      SafetyRig rig = dog("");
      rig.q[NECK] = 0.1;
      assertEquals(0.11, send(rig, NECK, Command.pose(0.4, 0)).position(), 1e-12);
    }
  }

  @Test
  void interventions_are_counted_by_what_they_were() {
    SafetyRig rig = dog("");
    send(rig, HIP, Command.effort(25));
    send(rig, KNEE, Command.effort(45));
    send(rig, HIP, Command.effort(Double.NaN));
    assertEquals(3, rig.i64("safety/interventions_total", 0));
    assertEquals(3, rig.i64("safety/intervention_ticks", Intervention.EFFORT.ordinal()));
    assertEquals(1, rig.i64("safety/intervention_ticks", Intervention.NOT_A_NUMBER.ordinal()));
    assertEquals(0, rig.i64("safety/intervention_ticks", Intervention.HARDWARE_CLAMP.ordinal()));
  }
}

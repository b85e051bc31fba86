package io.escapement.safety.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.TestRobots;
import io.escapement.safety.filter.Intervention;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StableFilterTest {

  private static final double DT = SafetyRig.PERIOD_NS / 1e9;
  private static final double A = 1;

  /** Hip and wheel, which take velocities; the wheel's joint has no limits. */
  private static SafetyRig rig(String more) {
    SafetyRig rig =
        new SafetyRig(
            TestRobots.legged(),
            "stable_projection: {goal: {hip_drive: 0.2, wheel_drive: 0}, rate: " + A + more + "}",
            true);
    rig.nominal[0] = new Command(0, 0, 0, 2, 0);
    rig.nominal[3] = new Command(0, 0, 0, 0, 0);
    return rig;
  }

  private static void velocity(SafetyRig rig, double hip, double wheel) {
    rig.nominal[0] = new Command(0, hip, 0, 2, 0);
    rig.nominal[3] = new Command(0, wheel, 0, 0, 0);
  }

  private static void at(SafetyRig rig, double hip, double wheel) {
    rig.q[0] = hip;
    rig.q[3] = wheel;
  }

  private static double v(double hip, double wheel) {
    return (hip - 0.2) * (hip - 0.2) + wheel * wheel;
  }

  private static int changed(SafetyRig rig) {
    return rig.i32("safety/intervention", 0) & Intervention.STABLE_PROJECTION.bit();
  }

  @Test
  void a_velocity_towards_the_goal_passes_bit_for_bit() {
    SafetyRig rig = rig("");
    at(rig, 0.7, -0.4);
    velocity(rig, -0.9, 0.7);
    rig.tick();
    assertEquals(-0.9, rig.command(0).velocity());
    assertEquals(0.7, rig.command(3).velocity());
    assertEquals(0, changed(rig));
    assertEquals(0, rig.i32("stable/projected"));
    assertEquals(1, rig.f64("stable/step", 0));
    assertEquals(v(0.7, -0.4), rig.f64("stable/value", 0), 1e-15);
  }

  @Test
  void a_velocity_away_from_the_goal_is_projected_on_the_decrease() {
    SafetyRig rig = rig("");
    at(rig, 0.7, 0);
    velocity(rig, 0.5, 0.3);
    rig.tick();
    // grad V = (1, 0): f1* = -a V / 1.
    assertEquals(-A * v(0.7, 0), rig.command(0).velocity(), 1e-12);
    assertEquals(0.3, rig.command(3).velocity(), 1e-12);
    assertEquals(1, rig.i32("stable/projected"));
    assertTrue(changed(rig) != 0);
  }

  @Test
  void a_step_that_would_shoot_over_the_goal_is_shortened() {
    SafetyRig rig = rig("");
    at(rig, 0.2 + 1e-3, 0);
    velocity(rig, -5, 0);
    rig.tick();
    double part = rig.f64("stable/step", 0);
    assertTrue(part < 1 && part > 0, "part " + part);
    assertEquals(-5 * part, rig.command(0).velocity(), 1e-12);
  }

  @Test
  void at_the_goal_nothing_moves() {
    SafetyRig rig = rig("");
    at(rig, 0.2, 0);
    velocity(rig, 1, -1);
    rig.tick();
    assertEquals(0, rig.command(0).velocity());
    assertEquals(0, rig.command(3).velocity());
  }

  @Test
  void only_a_policy_is_projected() {
    SafetyRig rig = rig("").tick().ask("damping");
    at(rig, 0.7, 0);
    rig.tick();
    assertEquals(0, changed(rig));
  }

  /** Whatever the field is, a robot that follows the velocities comes to its goal. */
  @Test
  void whatever_the_policy_commands_the_next_position_is_nearer_the_goal() {
    SafetyRig rig = rig(", checked_rate: 0.5");
    Random random = new Random(3);
    double hip = 0.6;
    double wheel = -0.4;
    for (int i = 0; i < 3_000; i++) {
      at(rig, hip, wheel);
      velocity(rig, 2 * random.nextGaussian(), 2 * random.nextGaussian());
      rig.tick();
      double before = v(hip, wheel);
      hip += DT * rig.command(0).velocity();
      wheel += DT * rig.command(3).velocity();
      assertTrue(
          v(hip, wheel) <= (1 - 0.5 * DT * rig.f64("stable/step", 0)) * before + 1e-12,
          "tick " + i);
    }
    assertTrue(v(hip, wheel) < 0.1, "V is " + v(hip, wheel));
  }

  @Test
  void a_rate_that_no_step_can_keep_is_refused() {
    assertThrows(ConfigurationException.class, () -> rig(", checked_rate: 1"));
  }

  @Test
  void an_actuator_that_takes_no_velocity_is_refused() {
    for (String name : new String[] {"neck_servo", "hip"}) {
      assertThrows(
          ConfigurationException.class,
          () ->
              SafetyRig.read(
                  TestRobots.legged(), "stable_projection: {goal: {" + name + ": 0}}", true));
    }
  }
}

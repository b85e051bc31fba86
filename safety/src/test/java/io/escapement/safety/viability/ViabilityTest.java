package io.escapement.safety.viability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViabilityTest {

  private static final JointLimits JOINT = new JointLimits(-2, 2, 2, 10);

  @ParameterizedTest
  @CsvSource({
    "1.99, .44, .001, -2.70484968",
    "1.9, 1.41421356, .001, -10",
    "1.999999, 0, .001, 1.70820393",
    "0, 2, .01, 0"
  })
  void the_upper_bound_is_the_published_one(double q, double v, double dt, double bound) {
    // The second state is given to eight digits, on the very edge, where a digit is worth 1e-5.
    assertEquals(bound, Viability.upper(JOINT, q, v, dt), q == 1.9 ? 1e-4 : 5e-9);
    assertEquals(-bound, Viability.lower(JOINT, -q, -v, dt), q == 1.9 ? 1e-4 : 5e-9);
  }

  @Test
  void in_the_middle_a_joint_may_do_what_it_can() {
    assertEquals(10, Viability.upper(JOINT, 0, 0, .001));
    assertEquals(-10, Viability.lower(JOINT, 0, 0, .001));
  }

  @Test
  void the_robust_bounds_keep_the_error_off() {
    JointLimits robust = new JointLimits(-2, 2, 2, 10, 1);
    JointLimits weaker = new JointLimits(-2, 2, 2, 9);
    assertEquals(
        Viability.upper(weaker, 1.99, .42, .001) - 1,
        Viability.upper(robust, 1.99, .42, .001),
        1e-12);
    assertEquals(10, Viability.upper(robust, 0, 0, .001), "no more than the joint can");
    assertFalse(Viability.isViable(robust, 1.99, .44));
    assertTrue(Viability.isViable(JOINT, 1.99, .44));
  }

  @Test
  void beyond_a_limit_it_stops_and_comes_back() {
    assertTrue(Viability.upper(JOINT, 2.01, 0, .001) < 0);
    assertEquals(-10, Viability.upper(JOINT, 2.01, 0, .001));
    assertTrue(Viability.upper(JOINT, 2.01, .5, .001) <= -10);
    assertEquals(10, Viability.lower(JOINT, -2.01, 0, .001));
  }

  @Test
  void a_wheel_has_no_position_limits() {
    JointLimits wheel = new JointLimits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 2, 10);
    assertEquals(10, Viability.upper(wheel, 1e6, 0, .001));
    assertEquals(1, Viability.upper(wheel, 1e6, 1.99, .01), 1e-12);
    assertEquals(-10, Viability.lower(wheel, 1e6, 1.99, .01));
    assertTrue(Viability.isViable(wheel, 1e6, 2));
  }

  @Test
  void a_joint_without_a_speed_limit_has_bounds_all_the_same() {
    JointLimits free = new JointLimits(-2, 2, Double.POSITIVE_INFINITY, 10);
    assertEquals(10, Viability.upper(free, 0, 0, .001));
    assertEquals(10, Viability.upper(free, -1.9, 5, .001), "9 rad of braking at most");
    assertTrue(Viability.upper(free, 1.5, 5, .001) < -10, "too late, as hard as it takes");
    assertEquals(-2.70484968, Viability.upper(free, 1.99, .44, .001), 5e-9);
    assertTrue(Viability.isViable(free, 0, 6));
    assertFalse(Viability.isViable(free, 0, 6.4), "40 = 2 * 10 * 2");
  }

  @Test
  void what_may_be_counted_on_shrinks_with_the_hold_time() {
    assertEquals(10, JOINT.planned(.001));
    assertEquals(4, JOINT.planned(.5), 1e-12, "2 rad/s in half a second");
    JointLimits close = new JointLimits(0, .01, 100, 1000);
    assertEquals(100, close.planned(.01), 1e-9, "1 cm there and back in a hundredth");
    JointLimits robust = new JointLimits(0, .01, 100, 1000, 5);
    double planned = robust.planned(.01);
    assertEquals(planned * 100, (planned + 5) * (planned + 10), 1e-9);
    assertEquals(800, new JointLimits(-2, 2, 10, 1000, 100).planned(.01), 1e-9);
    JointLimits wheel = new JointLimits(Double.NEGATIVE_INFINITY, 2, 1, 10, 1);
    assertEquals(3, wheel.planned(.2), 1e-12);
  }

  @Test
  void limits_that_an_error_breaks_cannot_be_kept() {
    assertEquals(0, new JointLimits(0, .01, 100, 1000, 20).planned(.01), "no room for the error");
    assertEquals(0, new JointLimits(0, .05, 1, 1, .85).planned(.1), "no brake for the error");
    JointLimits slow = new JointLimits(-2, 2, .1, 20, 10);
    assertEquals(0, slow.planned(.01), "no speed for the error");
    assertFalse(Viability.isViable(slow, 0, 0, .01));
    assertTrue(Viability.isViable(slow, 0, 0, .001));
    assertTrue(Viability.isViable(slow, 0, 0));
    assertEquals(0, Viability.upper(slow, 0, 0, .01), 1e-12);
    assertEquals(0, Viability.lower(slow, 0, 0, .01), 1e-12);
  }

  @Test
  void a_state_may_be_viable_for_a_short_hold_only() {
    JointLimits fast = new JointLimits(-2, 2, 1, 200);
    assertTrue(Viability.isViable(fast, 1.999, .6, .001));
    assertFalse(Viability.isViable(fast, 1.999, .6, .01), "2 * 100 * .001 < .36");
    assertTrue(Viability.isViable(fast, 1.999, .44, .01));
    assertEquals(-100, Viability.upper(fast, 2 - 1e-12, 1.4e-5, .01), 5, "turns around, not away");
  }

  @Test
  void the_peak_between_samples_is_at_the_limit() {
    assertEquals(-8, Viability.position(.06, 1, .1), 1e-12, "still moving at the end");
    assertEquals(-1 / .09, Viability.position(.045, 1, .1), 1e-12, "turned around before");
    assertEquals(-50, Viability.position(.01, 1, .1), 1e-12);
    assertEquals(-10, Viability.position(0, 1, .1), "no room: stops");
    assertEquals(-10, Viability.position(-.01, 1, .1));
    assertEquals(22, Viability.position(.01, -1, .1), 1e-12);
    assertEquals(0.0, Viability.position(0, 0, .1), "0, not -0");
  }

  @Test
  void what_cannot_brake_at_the_rate_counted_on_stops() {
    assertEquals(-10, Viability.viability(-1, 1, .1, 10));
    // After a tenth of a second 0.5 rad/s, and 0.0125 rad left to stop from it at 10 rad/s^2.
    assertEquals(-5, Viability.viability(.0875, 1, .1, 10), 1e-12);
  }

  @Test
  void next_to_a_limit_rounding_brakes_no_harder_than_counted_on() {
    JointLimits fast = new JointLimits(-2, 2, 1, 200);
    double edge = Math.nextDown(2.);
    assertEquals(-100, Viability.upper(fast, edge, 1e-5, .01));
    assertEquals(100, Viability.lower(fast, -edge, -1e-5, .01));
    assertEquals(-200, Viability.upper(fast, edge, 4.6e-4, .01), "too fast for rounding");
  }

  @Test
  void limits_that_cannot_be_kept_are_braked_for_all_the_same() {
    JointLimits loose = new JointLimits(0, .05, 1, 1, .85);
    assertEquals(
        Viability.viability(.01, .05, .1, .15) - .85, Viability.upper(loose, .04, .05, .1), 1e-15);
  }

  @Test
  void where_both_bounds_cross_in_the_middle_the_upper_one_counts() {
    assertEquals(-1000, Viability.upper(JOINT, 0, 3, .001), 1e-9);
    assertEquals(-1000, Viability.lower(JOINT, 0, 3, .001), 1e-9);
    assertEquals(-10, Viability.upper(JOINT, -.1, 3, .001));
  }

  @Test
  void a_state_on_the_edge_is_viable() {
    JointLimits joint = new JointLimits(-2, 2, 4, 8);
    assertTrue(Viability.isViable(joint, -2, 0));
    assertTrue(Viability.isViable(joint, 2, 0));
    assertTrue(Viability.isViable(joint, 1, 4));
    assertTrue(Viability.isViable(joint, -1, -4));
    assertFalse(Viability.isViable(joint, Math.nextUp(1), 4));
  }

  @Test
  void a_state_outside_is_not_viable() {
    assertFalse(Viability.isViable(JOINT, 2.1, 0));
    assertFalse(Viability.isViable(JOINT, -2.1, 0));
    assertFalse(Viability.isViable(JOINT, 0, 2.1));
    assertFalse(Viability.isViable(JOINT, 0, -2.1));
    assertFalse(Viability.isViable(JOINT, -1.99, -.46));
    assertTrue(Viability.isViable(JOINT, -1.99, .46));
    assertFalse(Viability.isViable(JOINT, Double.NaN, 0));
    assertFalse(Viability.isViable(JOINT, 0, Double.NaN));
  }

  @Test
  void limits_without_room_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(0, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(0, 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(0, 1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(0, 1, 1, 1, -1));
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(0, Double.NaN, 1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new JointLimits(0, 1, 1, Double.POSITIVE_INFINITY));
    double none = Double.POSITIVE_INFINITY;
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(none, none, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(-none, -none, 1, 1));
  }
}

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
  void limits_without_room_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(0, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(0, 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(0, 1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(0, 1, 1, 1, -1));
    assertThrows(IllegalArgumentException.class, () -> new JointLimits(0, Double.NaN, 1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new JointLimits(0, 1, Double.POSITIVE_INFINITY, 1));
  }
}

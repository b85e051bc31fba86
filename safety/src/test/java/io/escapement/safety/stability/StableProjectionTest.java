package io.escapement.safety.stability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StableProjectionTest {

  private static final LyapunovFunction SQUARE =
      new QuadraticLyapunov(new double[] {0, 0}, new double[] {1, 0, 0, 1});

  private final StableProjection projection = new StableProjection(SQUARE, 2, .1, .05, 1e-12);
  private final double[] scratch = new double[2];

  @Test
  void what_raises_the_function_too_fast_is_taken_off() {
    double[] f = {1, 2};
    assertTrue(projection.project(new double[] {1, 1}, f, scratch));
    assertArrayEquals(new double[] {-.55, .45}, f, 1e-12);
  }

  @Test
  void what_lowers_it_fast_enough_passes_as_it_is() {
    double[] f = {-1, -2};
    assertFalse(projection.project(new double[] {1, 1}, f, scratch));
    assertArrayEquals(new double[] {-1, -2}, f);
  }

  @Test
  void a_sampled_step_that_would_still_raise_it_is_halved() {
    double[] x = {1, 1};
    double[] f = {-4, 9};
    projection.project(x, f, scratch);
    double[] euler = {x[0] + .5 * f[0], x[1] + .5 * f[1]};
    assertEquals(2, SQUARE.value(x));
    assertEquals(23.03, SQUARE.value(euler), 5e-3);
    double[] next = new double[2];
    double part = projection.step(x, f, .5, next);
    assertTrue(part > 0 && part < 1);
    assertTrue(SQUARE.value(next) <= (1 - .05 * part * .5) * 2);
    double[] twice = {x[0] + part * f[0], x[1] + part * f[1]};
    assertTrue(SQUARE.value(twice) > (1 - .05 * part) * 2, "no longer step of that kind would do");
  }

  @Test
  void at_the_equilibrium_nothing_moves() {
    double[] f = {3, -1};
    assertTrue(projection.project(new double[] {0, 0}, f, scratch));
    assertArrayEquals(new double[] {0, 0}, f);
    assertFalse(projection.project(new double[] {0, 0}, f, scratch));
    double[] next = new double[2];
    assertEquals(1, projection.step(new double[] {0, 0}, f, .5, next));
  }

  @Test
  void the_equilibrium_begins_below_epsilon() {
    StableProjection wide = new StableProjection(SQUARE, 2, .1, .05, 1);
    double[] f = {1, 0};
    // A gradient of length 1: 1 + 0.1 / 4 are taken off.
    assertTrue(wide.project(new double[] {.5, 0}, f, scratch));
    assertArrayEquals(new double[] {-.025, 0}, f, 1e-15);
    double[] nearer = {1, 0};
    assertTrue(wide.project(new double[] {.49, 0}, nearer, scratch));
    assertArrayEquals(new double[] {0, 0}, nearer);
  }

  @Test
  void what_lowers_it_just_fast_enough_passes_as_it_is() {
    double[] f = {-.05, 0};
    assertFalse(projection.project(new double[] {1, 0}, f, scratch));
    assertArrayEquals(new double[] {-.05, 0}, f);
  }

  @Test
  void a_gradient_without_bounds_moves_nothing() {
    double[] f = {-1, 0};
    assertTrue(projection.project(new double[] {1e200, 0}, f, scratch));
    assertArrayEquals(new double[] {0, 0}, f);
  }

  @Test
  void standing_still_is_a_whole_step_where_no_rate_is_checked() {
    StableProjection patient = new StableProjection(SQUARE, 2, .1, 0, 1e-12);
    double[] next = new double[2];
    assertEquals(1, patient.step(new double[] {1, 2}, new double[2], .5, next));
    assertArrayEquals(new double[] {1, 2}, next);
    assertEquals(0, projection.step(new double[] {1, 2}, new double[2], .5, next));
  }

  @Test
  void a_full_weight_has_a_value_and_a_gradient() {
    QuadraticLyapunov skew =
        new QuadraticLyapunov(new double[] {.5, -1}, new double[] {2, .7, .7, 1});
    double[] gradient = new double[2];
    skew.gradient(new double[] {1.5, 1}, gradient);
    assertArrayEquals(new double[] {2 * (2 + 1.4), 2 * (.7 + 2)}, gradient, 1e-12);
    assertEquals(2 + 2 * 1.4 + 4, skew.value(new double[] {1.5, 1}), 1e-12);
  }

  @Test
  void what_is_no_number_moves_nothing() {
    double[] f = {Double.NaN, 1};
    projection.project(new double[] {1, 1}, f, scratch);
    assertArrayEquals(new double[] {0, 0}, f);
    double[] next = new double[2];
    assertEquals(0, projection.step(new double[] {1, 1}, new double[] {Double.NaN, 0}, .5, next));
    assertArrayEquals(new double[] {1, 1}, next);
  }

  @Test
  void a_random_field_comes_to_rest() {
    Random random = new Random(4);
    QuadraticLyapunov skew =
        new QuadraticLyapunov(new double[] {.5, -1}, new double[] {2, .7, .7, 1});
    StableProjection stable = new StableProjection(skew, 2, 2, 1, 1e-18);
    double[] x = {5, 3};
    double[] next = new double[2];
    double[] f = new double[2];
    for (int tick = 0; tick < 20_000; tick++) {
      f[0] = random.nextGaussian() * 3;
      f[1] = random.nextGaussian() * 3;
      stable.project(x, f, scratch);
      double before = skew.value(x);
      double part = stable.step(x, f, .01, next);
      assertTrue(part > 0 || before < 1e-6, "V " + before);
      assertTrue(skew.value(next) <= before);
      x = next.clone();
    }
    assertTrue(skew.value(x) < 1e-3, "V " + skew.value(x));
  }

  @Test
  void what_cannot_be_stable_is_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> new StableProjection(SQUARE, 2, .1, .1, 1e-9));
    assertThrows(IllegalArgumentException.class, () -> new StableProjection(SQUARE, 2, .1, .05, 0));
    assertThrows(IllegalArgumentException.class, () -> new StableProjection(SQUARE, 0, .1, .05, 1));
    assertThrows(IllegalArgumentException.class, () -> new StableProjection(SQUARE, 2, 0, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new StableProjection(SQUARE, 2, 1, -1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new QuadraticLyapunov(new double[] {0, 0}, new double[] {1, 2, 3, 4}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new QuadraticLyapunov(new double[] {0, 0}, new double[] {1}));
  }
}

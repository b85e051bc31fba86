package io.escapement.safety.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelBarrierTest {

  private static final double[] ONE = {1};
  private static final double[] THREE = {0, 1, 2};

  private final double[] scratch = new double[2];

  private static double estimate(double[] next) {
    KernelBarrier barrier = KernelBarrierFit.fit(THREE, next, ONE, .3, 3, 0);
    return barrier.expected(new double[] {.5}, new double[1]);
  }

  @Test
  void the_estimate_is_the_published_one() {
    assertEquals(.218247, estimate(new double[] {.1, .4, .9}), 5e-7);
    // The estimate is linear in the barrier, and its coefficients are the weights of the samples.
    assertEquals(.46015, estimate(new double[] {1, 0, 0}), 5e-6);
    assertEquals(.47294, estimate(new double[] {0, 1, 0}), 5e-6);
    assertEquals(-.01883, estimate(new double[] {0, 0, 1}), 5e-6);
  }

  @Test
  void far_from_data_the_unknown_is_unsafe() {
    double[] calm = {.1, .1, .1};
    KernelBarrier careless = KernelBarrierFit.fit(THREE, calm, ONE, .3, 3, 0);
    KernelBarrier careful = KernelBarrierFit.fit(THREE, calm, ONE, .3, 3, 5);
    double[] far = {40};
    assertEquals(0, careless.expected(far, scratch), 1e-12);
    assertEquals(5, careful.expected(far, scratch), 1e-12);
    assertEquals(0, careful.support(far, scratch), 1e-12);
    assertEquals(1, careful.support(new double[] {2}, scratch), 1e-12);
    assertEquals(Math.exp(-.125), careful.support(new double[] {2.5}, scratch), 1e-12);
    assertFalse(KernelBarrier.passes(careful.expected(far, scratch), 0, .5, .1));
  }

  @Test
  void fewer_points_fit_all_samples() {
    Random random = new Random(2);
    int count = 2_000;
    double[] z = new double[2 * count];
    double[] next = new double[count];
    for (int n = 0; n < count; n++) {
      z[2 * n] = random.nextDouble() * 4 - 2;
      z[2 * n + 1] = random.nextDouble() * 2 - 1;
      next[n] = truth(z[2 * n], z[2 * n + 1]) + random.nextGaussian() * .05;
    }
    KernelBarrier barrier = KernelBarrierFit.fit(z, next, new double[] {.8, .8}, .1, 60, 3);
    assertTrue(barrier.points() <= 60);
    assertEquals(2, barrier.size());
    double square = 0;
    for (int n = 0; n < 300; n++) {
      double x = random.nextDouble() * 3.6 - 1.8;
      double u = random.nextDouble() * 1.8 - .9;
      double error = barrier.expected(new double[] {x, u}, scratch) - truth(x, u);
      square += error * error / 300;
    }
    // Less than the noise of one sample, on values of up to 6.
    assertTrue(Math.sqrt(square) < .02, "error " + Math.sqrt(square));
  }

  private static double truth(double x, double u) {
    double after = x + .5 * u;
    return after * after;
  }

  @Test
  void points_are_chosen_by_what_those_before_predict_worst() {
    double[] z = {0, 1, 3};
    assertArrayEquals(new int[] {0, 2, 1}, PivotedCholesky.choose(z, 3, 1, 3, 1e-8));
    assertArrayEquals(new int[] {0, 2}, PivotedCholesky.choose(z, 3, 1, 2, 1e-8));
    // Of the one in the middle less than 0.64 are unexplained then.
    assertArrayEquals(new int[] {0, 2}, PivotedCholesky.choose(z, 3, 1, 3, .64));
    assertArrayEquals(new int[] {0}, PivotedCholesky.choose(new double[] {4, 4, 4}, 3, 1, 3, 0));
    double[] plane = {0, 0, 1, 0, 1, 1};
    assertArrayEquals(new int[] {0, 2}, PivotedCholesky.choose(plane, 3, 2, 2, 1e-8));
    assertEquals(Math.exp(-1), PivotedCholesky.kernel(plane, 0, plane, 2, 2), 1e-15);
  }

  @Test
  void two_points_for_three_samples_are_least_squares() {
    double[] next = {1, 2, 5};
    double prior = .5;
    double lambda = .1;
    KernelBarrier barrier =
        KernelBarrierFit.fit(new double[] {0, 1, 3}, next, ONE, lambda, 2, prior);
    assertEquals(2, barrier.points());
    // (K_mN K_Nm + lambda K_mm) w = K_mN (next - prior) of the points 0 and 3, by Cramer's rule.
    double[][] k = {{1, Math.exp(-.5), Math.exp(-4.5)}, {Math.exp(-4.5), Math.exp(-2), 1}};
    double[][] a = new double[2][2];
    double[] b = new double[2];
    for (int i = 0; i < 2; i++) {
      for (int n = 0; n < 3; n++) {
        b[i] += k[i][n] * (next[n] - prior);
        for (int j = 0; j < 2; j++) {
          a[i][j] += k[i][n] * k[j][n];
        }
      }
      a[i][0] += lambda * k[i][0];
      a[i][1] += lambda * k[i][2];
    }
    double determinant = a[0][0] * a[1][1] - a[0][1] * a[1][0];
    double w0 = (b[0] * a[1][1] - a[0][1] * b[1]) / determinant;
    double w1 = (a[0][0] * b[1] - b[0] * a[1][0]) / determinant;
    double x = 2;
    assertEquals(
        prior + w0 * Math.exp(-2) + w1 * Math.exp(-.5),
        barrier.expected(new double[] {x}, scratch),
        1e-12);
  }

  @Test
  void length_scales_are_those_of_each_value() {
    KernelBarrier barrier =
        new KernelBarrier(new double[] {2, .5}, new double[] {1, 1}, new double[] {3}, 1);
    double at = Math.exp(-(1 + 4) / 2.);
    assertEquals(1 + 3 * at, barrier.expected(new double[] {3, 2}, scratch), 1e-12);
    assertEquals(at, barrier.support(new double[] {3, 2}, scratch), 1e-12);
  }

  @Test
  void samples_that_repeat_are_no_trouble() {
    double[] z = {0, 1, 1, 1, 2, 2, 0};
    double[] next = {.1, .4, .4, .4, .9, .9, .1};
    KernelBarrier barrier = KernelBarrierFit.fit(z, next, ONE, 1e-6, 7, 0);
    assertEquals(3, barrier.points());
    assertEquals(.4, barrier.expected(new double[] {1}, scratch), 1e-4);
  }

  @Test
  void the_choice_of_points_does_not_change_a_full_fit() {
    double[] next = {.1, .4, .9};
    double[] shuffled = {2, 0, 1};
    double[] after = {.9, .1, .4};
    assertEquals(
        estimate(next),
        KernelBarrierFit.fit(shuffled, after, ONE, .3, 500, 0).expected(new double[] {.5}, scratch),
        1e-12);
  }

  @Test
  void a_check_that_is_no_number_fails() {
    KernelBarrier barrier = KernelBarrierFit.fit(THREE, THREE, ONE, .3, 3, 1);
    double bad = barrier.expected(new double[] {Double.NaN}, scratch);
    assertEquals(Double.POSITIVE_INFINITY, bad);
    assertEquals(0, barrier.support(new double[] {Double.NaN}, scratch));
    assertFalse(KernelBarrier.passes(bad, 0, 1, 1));
    assertFalse(KernelBarrier.passes(.1, Double.NaN, 1, 1));
    assertFalse(KernelBarrier.passes(.1, 0, Double.NaN, 1));
    assertTrue(KernelBarrier.passes(.5, .25, .5, .25));
    assertFalse(KernelBarrier.passes(.5, .2501, .5, .25));
  }

  @Test
  void the_probability_grows_with_the_horizon() {
    assertEquals(.02, SafetyProbability.bound(.02, 1, 0, 1_000), 1e-12);
    assertEquals(.12, SafetyProbability.bound(.02, 1, 1e-4, 1_000), 1e-12);
    assertEquals(1, SafetyProbability.bound(.02, 1, 1e-2, 1_000));
    assertThrows(IllegalArgumentException.class, () -> SafetyProbability.bound(1, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> SafetyProbability.bound(-1, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> SafetyProbability.bound(0, 1, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> SafetyProbability.bound(0, 1, 0, -1));
    assertEquals(0, SafetyProbability.bound(0, 2, 0, 0));
    assertEquals(.25, SafetyProbability.bound(.5, 2, 0, 0));
  }

  @Test
  void what_cannot_be_fitted_is_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> KernelBarrierFit.fit(THREE, new double[] {1}, ONE, .3, 3, 0));
    assertThrows(
        IllegalArgumentException.class, () -> KernelBarrierFit.fit(THREE, THREE, ONE, 0, 3, 0));
    assertThrows(
        IllegalArgumentException.class, () -> KernelBarrierFit.fit(THREE, THREE, ONE, .3, 501, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> KernelBarrierFit.fit(THREE, new double[] {0, Double.NaN, 1}, ONE, .3, 3, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new KernelBarrier(ONE, THREE, new double[2], 0));
    assertThrows(
        IllegalArgumentException.class, () -> new KernelBarrier(new double[] {0}, THREE, THREE, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new KernelBarrier(ONE, THREE, THREE, Double.NaN));
    assertThrows(
        IllegalArgumentException.class,
        () -> new KernelBarrier(ONE, new double[501], new double[501], 0));
    assertEquals(500, new KernelBarrier(ONE, new double[500], new double[500], 0).points());
    assertThrows(
        IllegalArgumentException.class,
        () -> new KernelBarrier(ONE, new double[0], new double[0], 0));
    double[] endless = {0, Double.POSITIVE_INFINITY, 1};
    assertThrows(IllegalArgumentException.class, () -> new KernelBarrier(ONE, endless, THREE, 0));
    assertThrows(IllegalArgumentException.class, () -> new KernelBarrier(ONE, THREE, endless, 0));
    assertThrows(
        IllegalArgumentException.class, () -> KernelBarrierFit.fit(endless, THREE, ONE, .3, 3, 0));
    assertThrows(
        IllegalArgumentException.class, () -> KernelBarrierFit.fit(THREE, THREE, ONE, .3, 0, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> KernelBarrierFit.fit(new double[0], new double[0], ONE, .3, 1, 0));
  }
}

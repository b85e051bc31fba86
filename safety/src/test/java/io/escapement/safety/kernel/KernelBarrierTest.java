package io.escapement.safety.kernel;

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
  }
}

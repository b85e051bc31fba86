package io.escapement.safety.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScoresTest {

  private static double[] gaussian(int count, int size) {
    Random random = new Random(5);
    double[] samples = new double[count * size];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = random.nextGaussian() * (1 + i % size) + i % size;
    }
    return samples;
  }

  @Nested
  class Factor {

    @Test
    void solves_as_its_matrix_does() {
      double[] a = {4, 0, 0, 2, 3, 0, -2, 1, 6};
      assertTrue(Cholesky.factor(a, 3));
      double root = Math.sqrt(2);
      double[] lower = {2, 0, 0, 1, root, 0, -1, root, Math.sqrt(3)};
      assertArrayEquals(lower, a, 1e-12);
      // A (1, 2, 3) of the whole matrix.
      double[] b = {4 + 4 - 6, 2 + 6 + 3, -2 + 2 + 18};
      Cholesky.forward(a, 3, b);
      Cholesky.backward(a, 3, b);
      assertArrayEquals(new double[] {1, 2, 3}, b, 1e-12);
    }

    @Test
    void is_refused_of_what_is_not_positive_definite() {
      assertFalse(Cholesky.factor(new double[] {0}, 1));
      assertFalse(Cholesky.factor(new double[] {Double.NaN}, 1));
      assertFalse(Cholesky.factor(new double[] {Double.POSITIVE_INFINITY}, 1));
      assertFalse(Cholesky.factor(new double[] {1, 0, 1, 1}, 2));
      assertTrue(Cholesky.factor(new double[] {1, 0, 1, 1.1}, 2));
    }
  }

  @Nested
  class MahalanobisDistance {

    private final double[] scratch = new double[3];

    @Test
    void follows_the_covariance() {
      // S = [[4, 2], [2, 3]], its inverse [[3, -2], [-2, 4]] / 8.
      Mahalanobis score = Mahalanobis.of(new double[] {1, 1}, new double[] {4, 2, 2, 3});
      assertEquals(Math.sqrt(3. / 8), score.score(new double[] {2, 1}, scratch), 1e-12);
      assertEquals(Math.sqrt(3. / 8), score.score(new double[] {2, 2}, scratch), 1e-12);
      assertEquals(Math.sqrt(11. / 8), score.score(new double[] {2, 0}, scratch), 1e-12);
      assertEquals(0, score.score(new double[] {1, 1}, scratch));
    }

    @Test
    void is_fitted_from_samples() {
      double[] samples = {0, 0, 2, 0, 0, 2, 2, 2};
      Mahalanobis score = Mahalanobis.fit(samples, 4, 2, 0);
      // Mean (1, 1), variances 4/3, no correlation.
      assertEquals(Math.sqrt(.75), score.score(new double[] {2, 1}, scratch), 1e-12);
      double mean = 0;
      double[] many = gaussian(2_000, 3);
      Mahalanobis fitted = Mahalanobis.fit(many, 2_000, 3, .01);
      for (int n = 0; n < 2_000; n++) {
        double d = fitted.score(Arrays.copyOfRange(many, 3 * n, 3 * n + 3), scratch);
        mean += d * d / 2_000;
      }
      assertEquals(3, mean, .2);
    }

    @Test
    void values_that_go_together_are_fitted_together() {
      double[] samples = {0, 0, 2, 1, 4, 5};
      // Mean (2, 2), variances 4 and 7, covariance 5.
      Mahalanobis score = Mahalanobis.fit(samples, 3, 2, 0);
      assertEquals(Math.sqrt(7. / 3), score.score(new double[] {3, 2}, scratch), 1e-9);
      assertEquals(Math.sqrt(4. / 3), score.score(new double[] {2, 3}, scratch), 1e-9);
      Mahalanobis half = Mahalanobis.fit(samples, 3, 2, .5);
      double determinant = 4.75 * 6.25 - 2.5 * 2.5;
      assertEquals(Math.sqrt(6.25 / determinant), half.score(new double[] {3, 2}, scratch), 1e-9);
      assertEquals(Math.sqrt(4.75 / determinant), half.score(new double[] {2, 3}, scratch), 1e-9);
    }

    @Test
    void a_constant_value_needs_shrinkage() {
      double[] samples = {0, 7, 1, 7, 2, 7};
      assertThrows(IllegalArgumentException.class, () -> Mahalanobis.fit(samples, 3, 2, 0));
      Mahalanobis score = Mahalanobis.fit(samples, 3, 2, .5);
      assertEquals(
          1 / Math.sqrt(.5),
          Mahalanobis.fit(samples, 3, 2, 1).score(new double[] {1, 8}, scratch),
          1e-12);
      assertEquals(
          1 / Math.sqrt(.5),
          Mahalanobis.fit(new double[] {0, 1}, 2, 1, 0).score(new double[] {1.5}, scratch),
          1e-12);
      // C = diag(1, 0), shrunk diag(.75, .25).
      assertEquals(2, score.score(new double[] {1, 8}, scratch), 1e-12);
      assertEquals(2, score.size());
    }

    @Test
    void what_is_no_number_is_infinitely_far() {
      Mahalanobis score = Mahalanobis.of(new double[] {0}, new double[] {1});
      assertEquals(Double.POSITIVE_INFINITY, score.score(new double[] {Double.NaN}, scratch));
      assertThrows(IllegalArgumentException.class, () -> Mahalanobis.fit(new double[4], 1, 2, 0));
      assertThrows(IllegalArgumentException.class, () -> Mahalanobis.fit(new double[4], 2, 2, 2));
      assertThrows(IllegalArgumentException.class, () -> Mahalanobis.fit(new double[4], 2, 2, -1));
      assertThrows(IllegalArgumentException.class, () -> Mahalanobis.fit(new double[3], 2, 2, 1));
      assertThrows(IllegalArgumentException.class, () -> Mahalanobis.fit(new double[4], 2, 0, 1));
      assertThrows(
          IllegalArgumentException.class, () -> Mahalanobis.of(new double[0], new double[0]));
      assertThrows(
          IllegalArgumentException.class,
          () -> Mahalanobis.of(new double[] {0, 0}, new double[] {1}));
    }
  }

  @Nested
  class Neighbours {

    @Test
    void the_score_is_the_mean_distance_to_the_nearest() {
      double[] samples = {-1, 1, -1, 1, -1, 1};
      NearestNeighbours score = NearestNeighbours.fit(samples, 6, 1, 6, 4);
      double[] scratch = new double[score.scratchSize()];
      assertEquals(1, score.score(new double[] {0}, scratch), 1e-12);
      assertEquals((0 + 0 + 0 + 2) / 4., score.score(new double[] {1}, scratch), 1e-12);
      assertEquals(Double.POSITIVE_INFINITY, score.score(new double[] {Double.NaN}, scratch));
    }

    @Test
    void it_agrees_with_sorting_all_distances() {
      double[] samples = gaussian(200, 3);
      NearestNeighbours score = NearestNeighbours.fit(samples, 200, 3, 1_000, 5);
      double[] scratch = new double[score.scratchSize()];
      double[] deviation = new double[3];
      for (int i = 0; i < 3; i++) {
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < 200; n++) {
          sum += samples[3 * n + i];
          squares += samples[3 * n + i] * samples[3 * n + i];
        }
        deviation[i] = Math.sqrt(squares / 200 - sum * sum / 40_000);
      }
      double[] x = {.3, 4, -2};
      double[] all = new double[200];
      for (int n = 0; n < 200; n++) {
        double square = 0;
        for (int i = 0; i < 3; i++) {
          double d = (samples[3 * n + i] - x[i]) / deviation[i];
          square += d * d;
        }
        all[n] = Math.sqrt(square);
      }
      Arrays.sort(all);
      double mean = (all[0] + all[1] + all[2] + all[3] + all[4]) / 5;
      assertEquals(mean, score.score(x, scratch), 1e-9);
    }

    @Test
    void a_constant_value_counts_as_it_is() {
      NearestNeighbours score = NearestNeighbours.fit(new double[] {-1, 7, 1, 7}, 2, 2, 2, 1);
      double[] scratch = new double[score.scratchSize()];
      assertEquals(3, scratch.length);
      assertEquals(2, score.score(new double[] {1, 9}, scratch), 1e-12);
      assertThrows(
          IllegalArgumentException.class, () -> NearestNeighbours.fit(new double[4], 2, 2, 2, 0));
      assertThrows(
          IllegalArgumentException.class, () -> NearestNeighbours.fit(new double[3], 2, 2, 2, 1));
      assertThrows(
          IllegalArgumentException.class, () -> NearestNeighbours.fit(new double[4], 2, 0, 2, 1));
    }

    @Test
    void points_are_kept_farthest_first() {
      // 0 first, then 10, then 4, whose nearest is farther than that of 9; all by 1 / deviation.
      double[] samples = {0, 9, 4, 10};
      NearestNeighbours score = NearestNeighbours.fit(samples, 4, 1, 3, 1);
      double[] scratch = new double[score.scratchSize()];
      double deviation = Math.sqrt((33.0625 + 10.5625 + 3.0625 + 18.0625) / 4);
      double[] distances = {0, 1, 0, 0};
      for (int n = 0; n < 4; n++) {
        double found = score.score(new double[] {samples[n]}, scratch);
        assertEquals(distances[n] / deviation, found, 1e-9);
      }
      double[] plane = {0, 0, 9, 9, 4, 4, 10, 10};
      NearestNeighbours diagonal = NearestNeighbours.fit(plane, 4, 2, 3, 1);
      scratch = new double[diagonal.scratchSize()];
      for (int n = 0; n < 4; n++) {
        double found = diagonal.score(new double[] {samples[n], samples[n]}, scratch);
        assertEquals(Math.sqrt(2) * distances[n] / deviation, found, 1e-9);
      }
    }

    @Test
    void few_points_cover_every_cluster() {
      double[] samples = new double[1_000];
      for (int n = 0; n < samples.length; n++) {
        samples[n] = n == 999 ? 50 : (n % 2) * 10 + 1e-3 * n;
      }
      NearestNeighbours score = NearestNeighbours.fit(samples, 1_000, 1, 5, 1);
      double[] scratch = new double[score.scratchSize()];
      double between = score.score(new double[] {30}, scratch);
      for (double known : new double[] {.2, 10.4, 50}) {
        assertTrue(score.score(new double[] {known}, scratch) < between / 10);
      }
      assertEquals(1, score.size());
      assertThrows(
          IllegalArgumentException.class, () -> NearestNeighbours.fit(new double[3], 3, 1, 2, 3));
    }
  }

  @Nested
  class Entropy {

    private final ChunkEntropy score = new ChunkEntropy(4, 2, new double[] {.1});

    @Test
    void agreement_is_zero_and_disagreement_the_logarithm() {
      assertEquals(0, score.score(new double[] {.51, .01, .52, .02, .53, .03, .54, .04}));
      double[] apart = {.05, .05, .15, .15, .25, .25, .35, .35};
      assertEquals(Math.log(4), score.score(apart), 1e-12);
      // First step two and two, second step all together.
      double[] halves = {.05, .05, .05, .05, .95, .05, .95, .05};
      assertEquals(Math.log(2) / 2, score.score(halves), 1e-12);
    }

    @Test
    void all_values_of_an_action_must_share_a_cell() {
      ChunkEntropy plane = new ChunkEntropy(2, 1, new double[] {1, 10});
      assertEquals(0, plane.score(new double[] {.1, 1, .9, 9}));
      assertEquals(Math.log(2), plane.score(new double[] {.1, 1, .9, 11}), 1e-12);
      assertEquals(Math.log(2), plane.score(new double[] {.1, 1, 1.9, 9}), 1e-12);
      double[] none = new double[0];
      assertThrows(IllegalArgumentException.class, () -> new ChunkEntropy(2, 1, none));
      assertThrows(IllegalArgumentException.class, () -> new ChunkEntropy(2, 0, new double[] {1}));
    }

    @Test
    void what_is_no_number_agrees_with_nothing() {
      assertEquals(
          Double.POSITIVE_INFINITY, score.score(new double[] {0, 0, 0, Double.NaN, 0, 0, 0, 0}));
      assertThrows(IllegalArgumentException.class, () -> new ChunkEntropy(1, 1, new double[] {1}));
      assertThrows(IllegalArgumentException.class, () -> new ChunkEntropy(2, 1, new double[] {0}));
    }
  }

  @Nested
  class Alarms {

    @Test
    void the_mean_is_over_the_last_values() {
      WindowedAlarm alarm = new WindowedAlarm(3, 2.5);
      double[] state = new double[alarm.stateSize()];
      Arrays.fill(state, 7);
      alarm.start(state);
      double[] scores = {1, 2, 3, 4, 5, 0};
      double[] means = {1, 1.5, 2, 3, 4, 3};
      for (int i = 0; i < scores.length; i++) {
        double mean = alarm.add(state, scores[i]);
        assertEquals(means[i], mean, 1e-12);
        assertEquals(means[i] > 2.5, alarm.isOver(mean));
      }
      assertFalse(alarm.isOver(2.5));
    }

    @Test
    void what_is_no_number_sounds_until_it_has_left_the_window() {
      WindowedAlarm alarm = new WindowedAlarm(2, 1e9);
      double[] state = new double[alarm.stateSize()];
      alarm.start(state);
      assertTrue(alarm.isOver(alarm.add(state, Double.NaN)));
      assertTrue(alarm.isOver(alarm.add(state, Double.NEGATIVE_INFINITY)));
      alarm.add(state, 0);
      assertEquals(0, alarm.add(state, 0));
      assertThrows(IllegalArgumentException.class, () -> new WindowedAlarm(0, 1));
      assertThrows(IllegalArgumentException.class, () -> new WindowedAlarm(1, Double.NaN));
    }

    @Test
    void two_scores_have_to_agree() {
      CombinedAlarm both = new CombinedAlarm(new WindowedAlarm(1, 1), new WindowedAlarm(1, 2));
      assertTrue(both.isOver(1.1, 2.1));
      assertFalse(both.isOver(1.1, 2));
      assertFalse(both.isOver(1, 2.1));
    }
  }
}

package io.escapement.safety.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformalThresholdTest {

  /** n values n, n - 1 ... 1, so that the k-th smallest is k. */
  private static double[] ranks(int n) {
    return IntStream.range(0, n).mapToDouble(i -> n - i).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "19, .05, 19",
    "50, .05, 49",
    "20, .1, 19",
    "9, .1, 9",
    "99, .01, 99",
    "3, .9, 1",
    "3, .999999999999, 1"
  })
  void it_is_the_order_statistic(int n, double alpha, double value) {
    ConformalThreshold threshold = ConformalThreshold.of(ranks(n), alpha);
    assertEquals(value, threshold.value());
    assertEquals((int) value, threshold.rank());
    assertTrue(threshold.isAttained());
  }

  @ParameterizedTest
  @CsvSource({"10, .05", "18, .05", "0, .5", "8, .1"})
  void with_too_few_episodes_there_is_none(int n, double alpha) {
    ConformalThreshold threshold = ConformalThreshold.of(ranks(n), alpha);
    assertEquals(Double.POSITIVE_INFINITY, threshold.value());
    assertFalse(threshold.isAttained());
  }

  @Test
  void false_alarms_stay_below_alpha_where_a_quantile_does_not() {
    Random random = new Random(3);
    int alarms = 0;
    int quantileAlarms = 0;
    int rounds = 20_000;
    for (int round = 0; round < rounds; round++) {
      double[] maxima = new double[20];
      for (int i = 0; i < maxima.length; i++) {
        maxima[i] = random.nextGaussian();
      }
      double next = random.nextGaussian();
      alarms += next > ConformalThreshold.of(maxima, .1).value() ? 1 : 0;
      Arrays.sort(maxima);
      // What an interpolated 0.9 quantile of 20 values is: 0.1 of the way from the 18th to the
      // 19th.
      quantileAlarms += next > maxima[17] + .1 * (maxima[18] - maxima[17]) ? 1 : 0;
    }
    assertTrue(alarms <= .1 * rounds, alarms + " alarms");
    assertEquals(.134, (double) quantileAlarms / rounds, .01);
  }

  @Test
  void an_episode_counts_by_its_greatest_score() {
    double[] scores = {1, 5, 2, -3, Double.NaN, 1, -4};
    assertArrayEquals(
        new double[] {5, Double.POSITIVE_INFINITY, -4},
        EpisodeMaxima.of(scores, new int[] {3, 3, 1}));
    assertThrows(IllegalArgumentException.class, () -> EpisodeMaxima.of(scores, new int[] {7, 0}));
    assertThrows(IllegalArgumentException.class, () -> EpisodeMaxima.of(scores, new int[] {6}));
    assertThrows(IllegalArgumentException.class, () -> EpisodeMaxima.of(scores, new int[] {8}));
  }

  @Test
  void what_cannot_be_calibrated_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> ConformalThreshold.of(ranks(3), 0));
    assertThrows(IllegalArgumentException.class, () -> ConformalThreshold.of(ranks(3), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> ConformalThreshold.of(new double[] {1, Double.NaN}, .5));
  }
}

package io.escapement.policy.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.policy.bundle.PrefixSchedule;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrefixWeightsTest {

  private static double[] weights(PrefixSchedule schedule, int delay, int end, int count) {
    return IntStream.range(0, count)
        .mapToDouble(i -> PrefixWeights.weight(schedule, i, delay, end))
        .toArray();
  }

  @Test
  void linearWeightsAreOneOverTheDelayThenFallInEqualSteps() {
    assertArrayEquals(
        new double[] {1, 1, .8, .6, .4, .2, 0, 0}, weights(PrefixSchedule.LINEAR, 2, 6, 8), 1e-15);
  }

  @Test
  void exponentialWeightsFallFaster() {
    assertArrayEquals(
        new double[] {1, 1, .5706, .2871, .1145, .0258, 0, 0},
        weights(PrefixSchedule.EXPONENTIAL, 2, 6, 8),
        5e-5);
  }

  @Test
  void smoothWeightsAreSymmetric() {
    assertArrayEquals(
        new double[] {1, .896, .648, .352, .104, 0},
        weights(PrefixSchedule.SMOOTH, 1, 5, 6),
        1e-15);
  }

  @Test
  void whatTheOldChunkDoesNotReachIsFree() {
    assertArrayEquals(new double[] {1, 1, 1, 0}, weights(PrefixSchedule.LINEAR, 3, 3, 4));
    assertArrayEquals(new double[] {1, 1, 0, 0}, weights(PrefixSchedule.LINEAR, 2, 0, 4));
    assertEquals(0, PrefixWeights.weight(PrefixSchedule.EXPONENTIAL, 0, 0, 0));
  }
}

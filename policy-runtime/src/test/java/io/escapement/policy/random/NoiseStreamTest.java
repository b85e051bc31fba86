package io.escapement.policy.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bounds are four standard errors of the estimate; seeds are fixed, so nothing here is luck. */
class NoiseStreamTest {

  private static final int MANY = 200_000;
  private static final double ROOT = StrictMath.sqrt(MANY);

  /** As another implementation of the same formulas has them, to the last bits of a cosine. */
  private static final double NORMAL = -0.00872910238138469;

  private static final double UNIFORM = 0.35277658980210236;
  private static final double BETA = 0.7511006699817361;

  private final NoiseStream stream = NoiseStream.of(7, "head");

  @Test
  void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
    Moments overTime = Moments.of(MANY, i -> stream.normal(i, 3, 0));
    Moments overElements = Moments.of(MANY, i -> stream.normal(5, i, 0));
    for (Moments moments : new Moments[] {overTime, overElements}) {
      assertEquals(0, moments.mean(), 4 / ROOT);
      assertEquals(1, moments.variance(), 4 * StrictMath.sqrt(2) / ROOT);
      assertEquals(0, moments.skewness(), 4 * StrictMath.sqrt(6) / ROOT);
      assertEquals(3, moments.kurtosis(), 4 * StrictMath.sqrt(24) / ROOT);
    }
  }

  @Test
  void normalNumbersLieWhereTheNormalDistributionHasThem() {
    long within =
        IntStream.range(0, MANY).filter(i -> Math.abs(stream.normal(i, 0, 0)) < 1).count();
    double expected = 0.6826894921370859;
    double error = StrictMath.sqrt(expected * (1 - expected)) / ROOT;
    assertEquals(expected, within / (double) MANY, 4 * error);
  }

  @Test
  void uniformNumbersAreUniformAndNeverAtAnEnd() {
    Moments moments = Moments.of(MANY, i -> stream.uniform(i, 0, 0));
    assertEquals(0.5, moments.mean(), 4 * StrictMath.sqrt(1 / 12.0) / ROOT);
    assertEquals(1 / 12.0, moments.variance(), 4 * StrictMath.sqrt(1 / 180.0) / ROOT);
    assertTrue(
        IntStream.range(0, MANY).mapToDouble(i -> stream.uniform(1, i, 2)).min().getAsDouble() > 0);
    assertTrue(
        IntStream.range(0, MANY).mapToDouble(i -> stream.uniform(1, i, 2)).max().getAsDouble() < 1);
  }

  @Test
  void neighboursInEveryCoordinateAreUncorrelated() {
    double[] sums = new double[3];
    for (int i = 0; i < MANY; i++) {
      double here = stream.normal(i, 1, 1);
      sums[0] += here * stream.normal(i + 1, 1, 1) / MANY;
      sums[1] += here * stream.normal(i, 2, 1) / MANY;
      sums[2] += here * stream.normal(i, 1, 2) / MANY;
    }
    for (double sum : sums) {
      assertEquals(0, sum, 4 / ROOT);
    }
  }

  @Test
  void aNumberDependsOnSeedNameIndexElementAndDrawAlone() {
    assertEquals(stream.normal(4, 5, 6), NoiseStream.of(7, "head").normal(4, 5, 6));
    Set<Double> different = new HashSet<>();
    different.add(stream.normal(4, 5, 6));
    different.add(stream.normal(5, 5, 6));
    different.add(stream.normal(4 + (1L << 40), 5, 6));
    different.add(stream.normal(4, 6, 6));
    different.add(stream.normal(4, 5, 7));
    different.add(NoiseStream.of(8, "head").normal(4, 5, 6));
    different.add(NoiseStream.of(7, "noise").normal(4, 5, 6));
    assertEquals(7, different.size());
    assertNotEquals(NoiseStream.of(7, "ab"), NoiseStream.of(7, "ba"));
  }

  /** Written down once: another number here would make every recorded run unrepeatable. */
  @Test
  void theNumbersNeverChange() {
    assertEquals(NORMAL, stream.normal(1, 0, 0));
    assertEquals(UNIFORM, stream.uniform(1, 0, 0));
    assertEquals(BETA, BetaDraw.of(stream, 1, 0, 2.5, 0.5));
  }
}

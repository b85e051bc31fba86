package io.escapement.policy.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaDrawTest {

  private static final int MANY = 50_000;

  private final NoiseStream stream = NoiseStream.of(11, "head");

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 5", "5, 1", "0.5, 0.5", "0.3, 4", "30, 20", "1000, 3000", "0.01, 0.02"})
  void theNumbersHaveTheMomentsOfTheDistribution(double alpha, double beta) {
    Moments moments = Moments.of(MANY, i -> BetaDraw.of(stream, i, 2, alpha, beta));
    double sum = alpha + beta;
    double variance = alpha * beta / (sum * sum * (sum + 1));
    assertEquals(alpha / sum, moments.mean(), 4 * StrictMath.sqrt(variance / MANY));
    double error = variance * StrictMath.sqrt((moments.kurtosis() - 1) / MANY);
    assertEquals(variance, moments.variance(), 4 * error);
    double skewness =
        2 * (beta - alpha) * StrictMath.sqrt(sum + 1) / ((sum + 2) * StrictMath.sqrt(alpha * beta));
    assertEquals(skewness, moments.skewness(), 0.1 + 0.05 * Math.abs(skewness));
  }

  @Test
  void numbersOfTinyParametersStayInsideTheInterval() {
    for (int i = 0; i < 10_000; i++) {
      double number = BetaDraw.of(stream, i, 0, 1e-4, 1e-4);
      assertTrue(number > 0 && number < 1, "draw " + i + ": " + number);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 1", "NaN, 1", "1, NaN", "Infinity, 1", "1, Infinity"})
  void parametersThatMakeNoSenseGiveNaN(double alpha, double beta) {
    assertEquals(Double.NaN, BetaDraw.of(stream, 0, 0, alpha, beta));
  }
}

package io.escapement.policy.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.HeadSpec;
import io.escapement.policy.bundle.ParameterSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.random.NoiseStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Densities, held against integrals and against the formulas that textbooks print. */
class HeadProperties {

  private static final NoiseStream NOISE = NoiseStream.of(3, "head");
  private static final ParameterSpec HALF = ParameterSpec.plain(new ParameterSpec.SecondHalf());
  private static final Parameter PLAIN = Parameter.of(HALF);
  private static final HeadSpec.Beta OVER_AN_INTERVAL =
      new HeadSpec.Beta(
          HALF, new Bounds(PerElement.of(-2), PerElement.of(1)), HeadSpec.Centre.MEAN, true);

  @Property(tries = 20)
  void theDensityOfABetaHeadSumsToOne(
      @ForAll @DoubleRange(min = 1, max = 20) double alpha,
      @ForAll @DoubleRange(min = 1, max = 20) double beta) {
    BetaHead head = new BetaHead(OVER_AN_INTERVAL, 1, NOISE);
    // With x = u^2 (3 - 2u) the integrand is smooth at the ends, where the density need not be.
    double sum =
        Numeric.integral(
            0,
            1,
            u -> {
              double x = u * u * (3 - 2 * u);
              double perActionAndLuck = StrictMath.exp(head.logDensity(0, alpha, beta, x)) * 3;
              return perActionAndLuck * 6 * u * (1 - u);
            });
    assertEquals(1, sum, 1e-6);
  }

  @Property(tries = 20)
  void theDensityOfAGaussianHeadSumsToOne(
      @ForAll @DoubleRange(min = -3, max = 3) double mean,
      @ForAll @DoubleRange(min = -2, max = 1) double logStd) {
    GaussianHead head = new GaussianHead(PLAIN, true, false, NOISE);
    double std = StrictMath.exp(logStd);
    double sum =
        Numeric.integral(
            mean - 10 * std,
            mean + 10 * std,
            a -> StrictMath.exp(head.logDensity(0, mean, logStd, (a - mean) / std)));
    assertEquals(1, sum, 1e-9);
  }

  @Property(tries = 20)
  void theDensityOfASquashedHeadSumsToOne(
      @ForAll @DoubleRange(min = -1, max = 1) double mean,
      @ForAll @DoubleRange(min = -2, max = -0.5) double logStd) {
    GaussianHead head = new GaussianHead(PLAIN, true, true, NOISE);
    double std = StrictMath.exp(logStd);
    double sum =
        Numeric.integral(
            -1,
            1,
            a -> {
              double number = 0.5 * StrictMath.log((1 + a) / (1 - a));
              return StrictMath.exp(head.logDensity(0, mean, logStd, (number - mean) / std));
            });
    assertEquals(1, sum, 1e-6);
  }

  @Property
  void theSlopeOfTheTangentIsThatOfItsDifferences(
      @ForAll @DoubleRange(min = -8, max = 8) double u) {
    double slope = (StrictMath.tanh(u + 1e-6) - StrictMath.tanh(u - 1e-6)) / 2e-6;
    assertEquals(slope, StrictMath.exp(GaussianHead.logSlope(u)), 1e-9);
  }

  private record Drawn(float action, double logProbability) {}

  private static Drawn draw(HeadSpec spec, long index, float first, float second) {
    float[] main = {first, second};
    float[] action = new float[1];
    double probability =
        new HeadFunction(spec, 1, 1, NOISE)
            .apply(index, i -> main[i], i -> main[i], 1, (i, value, luck) -> action[i] = value);
    return new Drawn(action[0], probability);
  }

  private static HeadSpec gaussian(boolean squashed) {
    return new HeadSpec.Gaussian(HALF, HeadSpec.Scale.LOG_STD, squashed, true);
  }

  @Property(tries = 200)
  void theProbabilityIsThatOfTheActionThatWasDrawn(
      @ForAll @DoubleRange(min = -2, max = 2) double mean,
      @ForAll @DoubleRange(min = -1, max = 0.5) double logStd,
      @ForAll short index) {
    Drawn drawn = draw(gaussian(false), index, (float) mean, (float) logStd);
    double density = normalDensity(drawn.action(), (float) mean, StrictMath.exp((float) logStd));
    assertEquals(StrictMath.log(density), drawn.logProbability(), 1e-4);
  }

  @Property(tries = 200)
  void theProbabilityOfASquashedActionIsThatOfTheNumberOverTheSlope(
      @ForAll @DoubleRange(min = -0.5, max = 0.5) double mean,
      @ForAll @DoubleRange(min = -2, max = -1) double logStd,
      @ForAll short index) {
    Drawn drawn = draw(gaussian(true), index, (float) mean, (float) logStd);
    double a = drawn.action();
    double number = 0.5 * StrictMath.log((1 + a) / (1 - a));
    double density =
        normalDensity(number, (float) mean, StrictMath.exp((float) logStd)) / (1 - a * a);
    assertEquals(StrictMath.log(density), drawn.logProbability(), 1e-4);
  }

  private static double normalDensity(double x, double mean, double std) {
    double off = (x - mean) / std;
    return StrictMath.exp(-0.5 * off * off) / (std * StrictMath.sqrt(2 * Math.PI));
  }

  @Property
  void noOutputWhateverLeavesTheInterval(
      @ForAll float first, @ForAll float second, @ForAll short index) {
    for (HeadSpec spec : new HeadSpec[] {gaussian(true), OVER_AN_INTERVAL, new HeadSpec.Tanh()}) {
      float action = draw(spec, index, first, second).action();
      assertTrue(Float.isNaN(action) || (action >= -2 && action <= 1), spec + ": " + action);
    }
  }

  @Property
  void theLogarithmOfTheGammaFunctionGrowsByTheLogarithm(
      @ForAll @DoubleRange(min = 0.01, max = 1000) double x) {
    double next = LogGamma.of(x) + StrictMath.log(x);
    assertEquals(next, LogGamma.of(x + 1), 4e-13 * Math.max(1, Math.abs(next)));
  }
}

package io.escapement.policy.head;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.HeadSpec;
import io.escapement.policy.bundle.ParameterSpec;
import io.escapement.policy.bundle.ParameterSpec.Mapping;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.random.NoiseStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadFunctionTest {

  private static final NoiseStream NOISE = NoiseStream.of(3, "head");
  private static final ParameterSpec.Source HALF = new ParameterSpec.SecondHalf();

  /** FlashSAC's: log sigma = -10 + 6 (1 + tanh raw). */
  private static final ParameterSpec FLASH = new ParameterSpec(HALF, Mapping.TANH, -10, 2, 0);

  private record Result(float[] action, double[] luck, double logProbability) {}

  private static Result apply(
      HeadSpec spec, int rows, int actions, float[] main, float... further) {
    HeadFunction head = new HeadFunction(spec, rows, actions, NOISE);
    float[] action = new float[head.size()];
    double[] luck = new double[head.size()];
    assertEquals(main.length, head.mainSize());
    double probability =
        head.apply(
            9,
            i -> main[i],
            i -> further[i],
            further.length,
            (i, value, number) -> {
              action[i] = value;
              luck[i] = number;
            });
    return new Result(action, luck, probability);
  }

  private static ParameterSpec constant(double... values) {
    return ParameterSpec.plain(
        new ParameterSpec.Constant(new PerElement(Arrays.stream(values).boxed().toList())));
  }

  private static HeadSpec gaussian(ParameterSpec logStd, boolean squashed, boolean sample) {
    return new HeadSpec.Gaussian(logStd, HeadSpec.Scale.LOG_STD, squashed, sample);
  }

  private static HeadSpec beta(double low, double high, HeadSpec.Centre centre, boolean sample) {
    return new HeadSpec.Beta(
        ParameterSpec.plain(HALF),
        new Bounds(PerElement.of(low), PerElement.of(high)),
        centre,
        sample);
  }

  @Test
  void aDeterministicHeadGivesTheOutputAndNoProbability() {
    Result result = apply(new HeadSpec.Deterministic(), 1, 2, new float[] {0.25f, -3});
    assertArrayEquals(new float[] {0.25f, -3}, result.action());
    assertEquals(0, result.logProbability());
    assertTrue(!new HeadFunction(new HeadSpec.Deterministic(), 1, 2, NOISE).hasProbability());
  }

  @Test
  void aTanhHeadSquashesTheOutput() {
    Result result = apply(new HeadSpec.Tanh(), 1, 3, new float[] {0, 0.5f, -40});
    assertArrayEquals(new float[] {0, 0.46211717f, -1}, result.action());
  }

  @Test
  void rawNoughtOfFlashSacIsALogarithmOfMinusFour() {
    assertEquals(-4, Parameter.of(FLASH).of(0));
    assertEquals(2, Parameter.of(FLASH).of(40));
    assertEquals(-10, Parameter.of(FLASH).of(-40));
    // Its action is the squashed mean, however wide the distribution.
    Result mean = apply(gaussian(FLASH, true, false), 1, 1, new float[] {0.5f, 0});
    assertEquals((float) StrictMath.tanh(0.5), mean.action()[0]);
    Result drawn = apply(gaussian(FLASH, true, true), 1, 1, new float[] {0.5f, 0});
    double number = 0.5 + StrictMath.exp(-4) * drawn.luck()[0];
    assertEquals((float) StrictMath.tanh(number), drawn.action()[0]);
  }

  @Test
  void aSampleIsTheMeanAndTheNoiseTimesTheDeviation() {
    Result result =
        apply(gaussian(constant(StrictMath.log(0.5), 0), false, true), 1, 2, new float[] {1, -1});
    assertEquals(NOISE.normal(9, 0, 0), result.luck()[0]);
    assertEquals(NOISE.normal(9, 1, 0), result.luck()[1]);
    assertEquals(1 + 0.5 * result.luck()[0], result.action()[0], 1e-7);
    assertEquals(-1 + result.luck()[1], result.action()[1], 1e-6);
  }

  @Test
  void theMeansDensityIsThatOfItsDistribution() {
    Result result = apply(gaussian(constant(-0.5), false, false), 1, 2, new float[] {1, -1});
    assertArrayEquals(new float[] {1, -1}, result.action());
    // -ln(sqrt(2 pi) exp(-0.5)), twice.
    assertEquals(2 * (-0.9189385332046727 + 0.5), result.logProbability(), 1e-15);
  }

  @Test
  void deviationsMayBeGivenInsteadOfTheirLogarithms() {
    HeadSpec byStd = new HeadSpec.Gaussian(constant(0.25), HeadSpec.Scale.STD, false, true);
    Result std = apply(byStd, 1, 1, new float[] {1});
    Result log =
        apply(gaussian(constant(StrictMath.log(0.25)), false, true), 1, 1, new float[] {1});
    assertEquals(log.action()[0], std.action()[0], 1e-7);
    assertEquals(log.logProbability(), std.logProbability(), 1e-14);
  }

  @Test
  void parametersAreMapped() {
    Parameter clamp = Parameter.of(new ParameterSpec(HALF, Mapping.CLAMP, -20, 2, 0));
    assertEquals(-20, clamp.of(-30));
    assertEquals(-3, clamp.of(-3));
    assertEquals(2, clamp.of(30));
    Parameter softplus = Parameter.of(new ParameterSpec(HALF, Mapping.SOFTPLUS, 0, 0, 0.001));
    assertEquals(0.001 + 0.6931471805599453, softplus.of(0), 1e-15);
    assertEquals(0.001 + StrictMath.log1p(StrictMath.exp(3)), softplus.of(3), 1e-14);
    assertEquals(800.001, softplus.of(800), 1e-12);
    assertEquals(0.001, softplus.of(-800), 1e-15);
  }

  @Test
  void halvesStandBehindEachOtherInEachRowOfAChunk() {
    HeadSpec spec = gaussian(ParameterSpec.plain(HALF), false, true);
    float[] rows = {1, 2, -1, -2, /* second row */ 3, 4, -3, -4};
    Result result = apply(spec, 2, 2, rows);
    double[] means = {1, 2, 3, 4};
    double[] logs = {-1, -2, -3, -4};
    for (int i = 0; i < 4; i++) {
      double expected = means[i] + StrictMath.exp(logs[i]) * NOISE.normal(9, i, 0);
      assertEquals(expected, result.action()[i], 1e-6);
    }
  }

  @Test
  void anOutputOfItsOwnMayHoldOneSpreadForAllRows() {
    ParameterSpec own = ParameterSpec.plain(new ParameterSpec.OfOutput("log_std"));
    float[] means = {1, 2, 3, 4};
    Result shared = apply(gaussian(own, false, true), 2, 2, means, -1, -2);
    Result each = apply(gaussian(own, false, true), 2, 2, means, -1, -2, -1, -2);
    assertArrayEquals(each.action(), shared.action());
    assertEquals(each.logProbability(), shared.logProbability());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void whatIsNotFiniteBecomesNoAction(float bad) {
    HeadSpec[] heads = {
      gaussian(FLASH, true, false),
      gaussian(FLASH, true, true),
      gaussian(ParameterSpec.plain(HALF), false, false),
      beta(-1, 1, HeadSpec.Centre.MEAN, true),
      beta(-1, 1, HeadSpec.Centre.MODE, false)
    };
    for (HeadSpec head : heads) {
      for (float[] main : new float[][] {{bad, 2, 1, 1}, {2, 2, bad, 1}}) {
        Result result = apply(head, 1, 2, main);
        assertTrue(Float.isNaN(result.action()[0]), head.toString());
        assertTrue(Float.isFinite(result.action()[1]), "the other element is what it is");
        assertTrue(Double.isNaN(result.logProbability()));
      }
    }
    assertTrue(Float.isNaN(apply(new HeadSpec.Tanh(), 1, 1, new float[] {bad}).action()[0]));
  }

  @Test
  void aNegativeDeviationBecomesNoAction() {
    HeadSpec spec =
        new HeadSpec.Gaussian(ParameterSpec.plain(HALF), HeadSpec.Scale.STD, false, false);
    assertTrue(Float.isNaN(apply(spec, 1, 1, new float[] {1, -0.5f}).action()[0]));
  }

  @Test
  void aBetaHeadTakesMeanOrModeOfItsInterval() {
    float[] main = {2, 5, 6, 1.5f};
    // alpha 2, 5 and beta 6, 1.5: means 1/4 and 10/13, modes 1/6 and 8/9.
    Result mean = apply(beta(-1, 3, HeadSpec.Centre.MEAN, false), 1, 2, main);
    assertArrayEquals(new float[] {0, (float) (-1 + 4 * 10 / 13.0)}, mean.action(), 1e-6f);
    Result mode = apply(beta(-1, 3, HeadSpec.Centre.MODE, false), 1, 2, main);
    assertArrayEquals(
        new float[] {(float) (-1 + 4 / 6.0), (float) (-1 + 4 * 8 / 9.0)}, mode.action(), 1e-6f);
  }

  @Test
  void theModeOfAOneSidedBetaIsAnEndAndOfATwoSidedOneTheMean() {
    HeadSpec spec = beta(0, 1, HeadSpec.Centre.MODE, false);
    assertEquals(0, apply(spec, 1, 1, new float[] {1, 2}).action()[0]);
    assertEquals(StrictMath.log(2), apply(spec, 1, 1, new float[] {1, 2}).logProbability(), 1e-14);
    assertEquals(1, apply(spec, 1, 1, new float[] {2, 0.5f}).action()[0]);
    assertEquals(0.25f, apply(spec, 1, 1, new float[] {0.25f, 0.75f}).action()[0]);
    assertEquals(0, apply(spec, 1, 1, new float[] {1, 1}).logProbability(), 1e-14);
  }

  @Test
  void theSlopeStaysExactWhereTheTangentHasRoundedToOne() {
    assertEquals(2 * (StrictMath.log(2) - 300), GaussianHead.logSlope(300));
    assertEquals(2 * (StrictMath.log(2) - 300), GaussianHead.logSlope(-300), 1e-12);
    Result result = apply(gaussian(constant(0), true, false), 1, 1, new float[] {50});
    assertEquals(1, result.action()[0]);
    assertEquals(
        -0.9189385332046728 - 2 * (StrictMath.log(2) - 50), result.logProbability(), 1e-12);
  }

  @Test
  void rescalingMapsMinusOneAndOneToTheLimits() {
    ActionRescale rescale = ActionRescale.of(List.of(-2.0, 0.0), List.of(4.0, 1.0));
    assertEquals(new PerElement(List.of(3.0, 0.5)), rescale.scale());
    assertEquals(new PerElement(List.of(1.0, 0.5)), rescale.offset());
    assertEquals(new Bounds(PerElement.of(-1), PerElement.of(1)), rescale.rawClip());
    assertEquals(
        new ActionRescale(rescale.rawClip(), PerElement.of(2), PerElement.of(1)),
        ActionRescale.of(-1, 3));
  }
}

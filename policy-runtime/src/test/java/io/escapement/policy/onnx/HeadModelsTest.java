package io.escapement.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadModelsTest {

  private static final float[] HERE = {0.5f, -0.5f, 0.25f, 1};
  private static final float[] THERE = {-1, 0.5f, 0.75f, 0};

  @Test
  void aGaussianOfRlGamesHasADeviationThatTheObservationDoesNotMove() {
    byte[] model = SeededHead.gaussian(1, 4, 3);
    assertEquals(
        "obs float32[1, 4] -> mu float32[1, 3], log_std float32[1, 3], value float32[1, 1]",
        ModelUnderTest.ports(model));

    Map<String, float[]> here = ModelUnderTest.evaluate(model, Map.of("obs", HERE));
    Map<String, float[]> there = ModelUnderTest.evaluate(model, Map.of("obs", THERE));

    assertArrayEquals(here.get("log_std"), there.get("log_std"));
    assertFalse(Arrays.equals(here.get("mu"), there.get("mu")));
    assertFalse(Arrays.equals(here.get("value"), there.get("value")));
  }

  @Test
  void aStateDependentGaussianHoldsMeansThenDeviationsInOneTensor() {
    byte[] model = SeededHead.stateDependentGaussian(1, 4, 3);
    assertEquals("obs float32[1, 4] -> distribution float32[1, 6]", ModelUnderTest.ports(model));

    float[] joined = ModelUnderTest.evaluate(model, "obs", "distribution", HERE);
    Map<String, float[]> apart =
        ModelUnderTest.evaluate(SeededHead.unsquashedGaussian(1, 4, 3), Map.of("obs", HERE));

    assertArrayEquals(apart.get("mean"), Arrays.copyOfRange(joined, 0, 3));
    assertArrayEquals(apart.get("log_std"), Arrays.copyOfRange(joined, 3, 6));
    float[] elsewhere = ModelUnderTest.evaluate(model, "obs", "distribution", THERE);
    assertTrue(joined[3] != elsewhere[3], "the deviation depends on the observation");
  }

  @Test
  void anUnsquashedGaussianHasTwoTensors() {
    assertEquals(
        "obs float32[1, 4] -> mean float32[1, 3], log_std float32[1, 3]",
        ModelUnderTest.ports(SeededHead.unsquashedGaussian(1, 4, 3)));
  }

  @Test
  void aBetaDistributionHasOneMode() {
    byte[] model = SeededHead.beta(1, 4, 3);
    assertEquals(
        "obs float32[1, 4] -> alpha float32[1, 3], beta float32[1, 3]",
        ModelUnderTest.ports(model));

    ModelUnderTest.evaluate(model, Map.of("obs", HERE))
        .forEach(
            (name, values) -> {
              for (float value : values) {
                assertTrue(value > 1, name + " " + value);
              }
            });
  }

  @Test
  void outputsOfStableBaselinesHaveNumbersForNames() {
    assertEquals(
        "input float32[1, 4] -> 24 float32[1, 2], 21 float32[1, 1], 30 float32[1]",
        ModelUnderTest.ports(SeededStableBaselines.ppo(1, 4, 2)));
    assertEquals(
        "input float32[1, 4] -> 16 float32[1, 2]",
        ModelUnderTest.ports(SeededStableBaselines.sac(1, 4, 2)));
  }

  @Test
  void theLikelihoodOfStableBaselinesIsThatOfTheMean() {
    byte[] model = SeededStableBaselines.ppo(6, 4, 2);
    SeededLayers drawn = new SeededLayers(new OnnxGraphBuilder("reference", 17), 6);
    drawn.graph().input("input", 1, 4);
    drawn.perceptron("mean", "input", 4, 32, 2);
    drawn.perceptron("value", "input", 4, 32, 1);
    float[] deviations = drawn.uniform(2, 0.5f);

    float[] likelihood = ModelUnderTest.evaluate(model, Map.of("input", HERE)).get("30");

    double expected = 0;
    for (float deviation : deviations) {
      expected += -deviation - 0.5 * StrictMath.log(2 * StrictMath.PI);
    }
    assertEquals(expected, likelihood[0], 1e-6);
  }

  @Test
  void theSquashedMeanOfSacStaysWithinOne() {
    float[] far = {40, -40, 40, -40};
    for (float action :
        ModelUnderTest.evaluate(SeededStableBaselines.sac(2, 4, 2), "input", "16", far)) {
      assertTrue(Math.abs(action) <= 1, "action " + action);
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    assertArrayEquals(SeededHead.gaussian(3, 5, 2), SeededHead.gaussian(3, 5, 2));
    assertArrayEquals(
        SeededHead.stateDependentGaussian(3, 5, 2), SeededHead.stateDependentGaussian(3, 5, 2));
    assertArrayEquals(SeededHead.beta(3, 5, 2), SeededHead.beta(3, 5, 2));
    assertArrayEquals(SeededStableBaselines.ppo(3, 5, 2), SeededStableBaselines.ppo(3, 5, 2));
    assertFalse(Arrays.equals(SeededHead.beta(3, 5, 2), SeededHead.beta(4, 5, 2)));
  }

  @Test
  void sizesMustBePositive() {
    assertThrows(IllegalArgumentException.class, () -> SeededHead.beta(1, 0, 2));
    assertThrows(IllegalArgumentException.class, () -> SeededStableBaselines.sac(1, 4, 0));
  }
}

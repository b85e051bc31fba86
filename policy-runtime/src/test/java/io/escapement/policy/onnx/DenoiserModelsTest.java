package io.escapement.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.onnx.SeededDenoiser.Prediction;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DenoiserModelsTest {

  private static final int HORIZON = 8;
  private static final int ACTIONS = 2;
  private static final int CONDITION = 5;
  private static final float[] COND = ModelUnderTest.values(1, CONDITION);

  private static float[] predict(byte[] model, float[] x, float t, float[] cond, String output) {
    return ModelUnderTest.evaluate(model, Map.of("x_t", x, "t", new float[] {t}, "cond", cond))
        .get(output);
  }

  private static byte[] model(Prediction prediction) {
    return SeededDenoiser.model(4, prediction, HORIZON, ACTIONS, CONDITION);
  }

  /** Ten Euler steps from noise to data. */
  private static float[] integrate(Prediction prediction, float[] noise, float[] cond) {
    byte[] model = model(prediction);
    float sign = prediction == Prediction.VELOCITY_TO_DATA ? 1 : -1;
    float[] x = noise.clone();
    for (int step = 0; step < 10; step++) {
      float t = prediction == Prediction.VELOCITY_TO_DATA ? step / 10f : 1 - step / 10f;
      float[] v = predict(model, x, t, cond, "v");
      for (int i = 0; i < x.length; i++) {
        x[i] += sign * v[i] / 10;
      }
    }
    return x;
  }

  private static float[] noise(long seed) {
    float[] noise = ModelUnderTest.values(seed, HORIZON * ACTIONS);
    for (int i = 0; i < noise.length; i++) {
      noise[i] *= 2;
    }
    return noise;
  }

  @Test
  void inputsAndOutputsAreNamedAfterWhatTheSamplerNeeds() {
    String inputs = "x_t float32[1, 8, 2], t float32[1], cond float32[1, 5]";
    assertEquals(
        inputs + " -> v float32[1, 8, 2]",
        ModelUnderTest.ports(model(Prediction.VELOCITY_TO_NOISE)));
    assertEquals(
        inputs + " -> v float32[1, 8, 2]",
        ModelUnderTest.ports(model(Prediction.VELOCITY_TO_DATA)));
    assertEquals(
        inputs + " -> eps float32[1, 8, 2]", ModelUnderTest.ports(model(Prediction.NOISE)));
    assertEquals(
        "obs float32[1, 6] -> cond float32[1, 5]",
        ModelUnderTest.ports(SeededEncoder.model(1, 6, CONDITION)));
  }

  @ParameterizedTest
  @EnumSource(names = {"VELOCITY_TO_NOISE", "VELOCITY_TO_DATA"})
  void anEulerWalkEndsInASmoothChunk(Prediction prediction) {
    float[] chunk = integrate(prediction, noise(7), COND);

    for (int i = 0; i < chunk.length; i++) {
      assertTrue(Math.abs(chunk[i]) <= 1.001, "action " + chunk[i]);
      assertTrue(i < ACTIONS || Math.abs(chunk[i] - chunk[i - ACTIONS]) < 0.28, "step at " + i);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VELOCITY_TO_NOISE", "VELOCITY_TO_DATA"})
  void theChunkDependsOnConditionAndNoise(Prediction prediction) {
    float[] chunk = integrate(prediction, noise(7), COND);
    float[] elsewhere = integrate(prediction, noise(7), ModelUnderTest.values(2, CONDITION));
    float[] otherNoise = integrate(prediction, noise(8), COND);

    assertTrue(distance(chunk, elsewhere) > 0.01);
    assertTrue(distance(chunk, otherNoise) > 1e-4);
    assertArrayEquals(chunk, integrate(prediction, noise(7), COND));
  }

  @Test
  void thePredictedNoiseLeadsBackToAChunk() {
    // abar of the squared cosine at steps 0 and 50.
    assertChunk(0, 0.99936872);
    assertChunk(50, 0.47826463);
  }

  private static void assertChunk(int step, double kept) {
    float[] x = noise(5);
    float[] eps = predict(model(Prediction.NOISE), x, step, COND, "eps");
    double before = 0;
    for (int i = 0; i < x.length; i++) {
      double data = (x[i] - StrictMath.sqrt(1 - kept) * eps[i]) / StrictMath.sqrt(kept);
      assertTrue(Math.abs(data) <= 1.001, "action " + data);
      if (i % ACTIONS == 0) {
        assertTrue(i == 0 || Math.abs(data - before) < 0.28, "step at " + i);
        before = data;
      }
    }
  }

  @Test
  void theConditionStaysWithinOne() {
    float[] far = {50, -50, 50, -50, 50, -50};
    float[] near = {0.5f, -0.5f, 0.5f, -0.5f, 0.5f, -0.5f};
    byte[] model = SeededEncoder.model(1, 6, CONDITION);

    float[] cond = ModelUnderTest.evaluate(model, "obs", "cond", far);

    for (float value : cond) {
      assertTrue(Math.abs(value) <= 1, "condition " + value);
    }
    assertFalse(Arrays.equals(cond, ModelUnderTest.evaluate(model, "obs", "cond", near)));
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    for (Prediction prediction : Prediction.values()) {
      assertArrayEquals(model(prediction), model(prediction));
    }
    assertArrayEquals(SeededEncoder.model(1, 6, 5), SeededEncoder.model(1, 6, 5));
    assertFalse(Arrays.equals(SeededEncoder.model(1, 6, 5), SeededEncoder.model(2, 6, 5)));
  }

  @Test
  void sizesMustBePositive() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SeededDenoiser.model(1, Prediction.NOISE, 0, ACTIONS, CONDITION));
    assertThrows(IllegalArgumentException.class, () -> SeededEncoder.model(1, 6, 0));
  }

  private static double distance(float[] one, float[] other) {
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs(one[i] - other[i]));
    }
    return largest;
  }
}

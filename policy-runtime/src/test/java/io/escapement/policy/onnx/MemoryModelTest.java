package io.escapement.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryModelTest {

  private static final int TOKENS = 6;
  private static final int WIDTH = 8;
  private static final byte[] MODEL = SeededMemory.model(1, 4, TOKENS, WIDTH, 2);
  private static final float[] OBS = {0.1f, -0.2f, 0.3f, -0.4f};

  private static Map<String, float[]> step(float[] memory) {
    return ModelUnderTest.evaluate(MODEL, Map.of("obs", OBS, "memory", memory));
  }

  @Test
  void theMemoryIsAMatrixOfTokens() {
    assertEquals(
        "obs float32[1, 4], memory float32[1, 6, 8]"
            + " -> actions float32[1, 2], memory_out float32[1, 6, 8]",
        ModelUnderTest.ports(MODEL));
  }

  @Test
  void aReturnToTheFirstMemoryRepeatsTheFirstStepBitForBit() {
    float[] initial = SeededMemory.initial(1, TOKENS, WIDTH);
    Map<String, float[]> first = step(initial);
    Map<String, float[]> second = step(first.get("memory_out"));

    assertFalse(Arrays.equals(first.get("actions"), second.get("actions")));
    assertFalse(
        Arrays.equals(first.get("actions"), step(new float[TOKENS * WIDTH]).get("actions")));
    assertArrayEquals(first.get("actions"), step(initial).get("actions"));
  }

  @Test
  void theMemoryStaysBoundedHoweverLongItIsCarried() {
    float[] memory = SeededMemory.initial(1, TOKENS, WIDTH);
    for (int step = 0; step < 50; step++) {
      memory = step(memory).get("memory_out");
    }
    for (float value : memory) {
      // The largest that one of n values of mean 0 and variance 1 can be is sqrt(n - 1).
      assertTrue(Math.abs(value) <= StrictMath.sqrt(WIDTH - 1) + 1e-5, "value " + value);
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    assertArrayEquals(MODEL, SeededMemory.model(1, 4, TOKENS, WIDTH, 2));
    assertFalse(Arrays.equals(MODEL, SeededMemory.model(2, 4, TOKENS, WIDTH, 2)));
    assertFalse(
        Arrays.equals(
            SeededMemory.initial(1, TOKENS, WIDTH), SeededMemory.initial(2, TOKENS, WIDTH)));
  }

  @Test
  void aTokenOfOneValueHasNoVarianceAndIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> SeededMemory.model(1, 4, 6, 1, 2));
  }
}

package io.escapement.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlaygroundModelTest {

  @Test
  void inputAndOutputAreNamedAsThereInTheSameOperatorSet() {
    byte[] model = SeededPlayground.model(1, 4, 2);
    assertEquals(
        "obs float32[1, 4] -> continuous_actions float32[1, 2]", ModelUnderTest.ports(model));
    assertEquals(11, OnnxSummary.read(model).opset());
  }

  @Test
  void actionsAreSquashed() {
    byte[] model = SeededPlayground.model(1, 4, 2);

    float[] far = ModelUnderTest.evaluate(model, "obs", "continuous_actions", 90, -90, 90, -90);
    float[] near = ModelUnderTest.evaluate(model, "obs", "continuous_actions", 0, 0, 0, 0);

    for (int i = 0; i < far.length; i++) {
      assertTrue(Math.abs(far[i]) <= 1 && Math.abs(near[i]) < 1, far[i] + " " + near[i]);
    }
    assertFalse(Arrays.equals(far, near));
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    assertArrayEquals(SeededPlayground.model(3, 5, 2), SeededPlayground.model(3, 5, 2));
    assertFalse(Arrays.equals(SeededPlayground.model(3, 5, 2), SeededPlayground.model(4, 5, 2)));
  }

  @Test
  void sizesMustBePositive() {
    assertThrows(IllegalArgumentException.class, () -> SeededPlayground.model(1, 0, 2));
  }
}

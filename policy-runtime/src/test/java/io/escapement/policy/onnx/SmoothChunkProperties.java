package io.escapement.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SmoothChunkProperties {

  private static final int HORIZON = 16;

  @Property(tries = 20)
  void actionsRunSmoothlyAndStayWithinOne(@ForAll long seed) {
    float[] chunk =
        ModelUnderTest.evaluate(
            SeededChunk.model(seed, 6, HORIZON, 2),
            "obs",
            "actions",
            ModelUnderTest.values(seed, 6));

    for (int i = 0; i < chunk.length; i++) {
      assertTrue(Math.abs(chunk[i]) <= 1, "action " + chunk[i]);
      // The steepest that the cosines can be: the sum of weight * pi * k / horizon.
      assertTrue(i < 2 || Math.abs(chunk[i] - chunk[i - 2]) < 0.14, "step at " + i);
    }
  }
}

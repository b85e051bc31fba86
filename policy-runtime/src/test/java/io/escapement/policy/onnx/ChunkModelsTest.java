package io.escapement.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.escapement.policy.onnx.SeededChunk.Part;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChunkModelsTest {

  private static final int HORIZON = 16;

  @Test
  void aChunkIsAMatrixOfActions() {
    assertEquals(
        "obs float32[1, 6] -> actions float32[1, 16, 3]",
        ModelUnderTest.ports(SeededChunk.model(1, 6, HORIZON, 3)));
    assertEquals(
        "obs float32[1, 6] -> actions float32[1, 1, 3]",
        ModelUnderTest.ports(SeededChunk.model(1, 6, 1, 3)));
  }

  @Test
  void partsAddInputsAndOutputs() {
    assertEquals(
        "obs float32[1, 6], previous_action float32[1, 3]"
            + " -> actions float32[1, 16, 3], q float32[1, 16]",
        ModelUnderTest.ports(
            SeededChunk.model(1, 6, HORIZON, 3, Part.CRITIC, Part.PREVIOUS_ACTION)));
  }

  @Test
  void actionsDifferAlongTheChunkAndWithThePreviousAction() {
    byte[] model = SeededChunk.model(1, 2, HORIZON, 1, Part.PREVIOUS_ACTION);
    float[] observation = {0.3f, -0.6f};

    float[] rest =
        ModelUnderTest.evaluate(
                model, Map.of("obs", observation, "previous_action", new float[] {0}))
            .get("actions");
    float[] moved =
        ModelUnderTest.evaluate(
                model, Map.of("obs", observation, "previous_action", new float[] {1}))
            .get("actions");

    assertNotEquals(rest[0], rest[HORIZON - 1]);
    assertFalse(Arrays.equals(rest, moved));
  }

  @Test
  void theCriticScoresPrefixesWithoutLookingAhead() {
    Map<String, float[]> outputs =
        ModelUnderTest.evaluate(
            SeededChunk.model(9, 2, 4, 1, Part.CRITIC), Map.of("obs", new float[] {1, -1}));
    float[] chunk = outputs.get("actions");
    float[] q = outputs.get("q");

    OnnxGraphBuilder graph = new OnnxGraphBuilder("reference", 18);
    SeededLayers layers = new SeededLayers(graph, 9);
    String obs = graph.input("obs", 1, 2);
    SmoothChunk.add(layers, "actions", obs, 2, 4, 1);
    float weight = layers.uniform(1, 1)[0];
    graph.output(layers.perceptron("ground", obs, 2, 16, 4), 1, 4);
    float[] ground = ModelUnderTest.evaluate(graph.build(), "obs", "ground", 1, -1);
    float sum = 0;
    for (int i = 0; i < q.length; i++) {
      sum += weight * chunk[i];
      assertEquals(ground[i] + sum, q[i], 1e-6, "prefix of " + (i + 1));
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    byte[] model = SeededChunk.model(3, 5, 8, 2, Part.CRITIC);

    assertArrayEquals(model, SeededChunk.model(3, 5, 8, 2, Part.CRITIC));
    assertFalse(Arrays.equals(model, SeededChunk.model(4, 5, 8, 2, Part.CRITIC)));
    assertFalse(Arrays.equals(model, SeededChunk.model(3, 5, 8, 2)));
  }

  @Test
  void sizesMustBePositive() {
    assertThrows(IllegalArgumentException.class, () -> SeededChunk.model(1, 4, 0, 2));
  }
}

package io.escapement.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresPyTorch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresPyTorch
class TorchReferenceTest {

  private static final float TOLERANCE = 1e-5f;
  private static final int LAYERS = 2;

  @TempDir static Path folder;
  private static TorchReferences references;

  @BeforeAll
  static void export() throws IOException, InterruptedException {
    references = TorchReferences.export(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru", "lstm", "transformer"})
  void whatPyTorchExportsComputesWhatPyTorchDoes(String name) {
    assertWalksWithPyTorch(name, references.model(name));
  }

  @ParameterizedTest
  @EnumSource(RecurrentCell.class)
  void ourGraphOfTheSameWeightsComputesWhatPyTorchDoes(RecurrentCell cell) {
    String name = cell == RecurrentCell.GRU ? "gru" : "lstm";
    byte[] model = rebuilt(cell, references.weights(name));

    assertEquals(ModelUnderTest.ports(references.model(name)), ModelUnderTest.ports(model));
    assertWalksWithPyTorch(name, model);
  }

  @Test
  void theFileOfPyTorchSaysOfItselfWhatOnnxRuntimeSays() {
    OnnxSummary summary = OnnxSummary.read(references.model("transformer"));

    assertEquals("[obs float32[1, 7]]", summary.inputs().toString());
    assertEquals("[actions float32[1, 8, 3]]", summary.outputs().toString());
    assertTrue(summary.producer().startsWith("pytorch"), summary.producer());
  }

  /** Carries the state on by itself: errors add up as they would on a robot. */
  private static void assertWalksWithPyTorch(String name, byte[] model) {
    JsonNode steps = references.steps(name);
    Map<String, float[]> inputs = TorchReferences.tensors(steps.get(0).get("inputs"));
    float[] before = {};
    for (JsonNode step : steps) {
      inputs.put("obs", TorchReferences.tensors(step.get("inputs")).get("obs"));
      Map<String, float[]> expected = TorchReferences.tensors(step.get("outputs"));
      Map<String, float[]> outputs = ModelUnderTest.evaluate(model, inputs);
      assertEquals(expected.keySet(), outputs.keySet());
      expected.forEach(
          (tensor, values) ->
              assertArrayEquals(values, outputs.get(tensor), TOLERANCE, name + ": " + tensor));
      assertFalse(Arrays.equals(before, outputs.get("actions")), "the example stands still");
      before = outputs.get("actions");
      for (String state : List.of("h", "c")) {
        inputs.computeIfPresent(state + "_in", (key, old) -> outputs.get(state + "_out"));
      }
    }
    assertTrue(steps.size() > 10, "a walk of " + steps.size() + " steps");
  }

  private static byte[] rebuilt(RecurrentCell cell, Map<String, float[]> weights) {
    int observations = weights.get("mean").length;
    int hidden = weights.get("rnn.bias_hh_l0").length / cell.gates();
    int actions = weights.get("actor.2.bias").length;
    OnnxGraphBuilder graph = new OnnxGraphBuilder("rebuilt", 18);
    String obs = graph.input("obs", 1, observations);
    List<RecurrentWeights> layers = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      layers.add(
          new RecurrentWeights(
              cell,
              layer == 0 ? observations : hidden,
              hidden,
              weights.get("rnn.weight_ih_l" + layer),
              weights.get("rnn.weight_hh_l" + layer),
              weights.get("rnn.bias_ih_l" + layer),
              weights.get("rnn.bias_hh_l" + layer)));
    }
    RecurrentStack stack = RecurrentStack.declare(graph, layers);
    String features = stack.step(normalised(graph, obs, weights));
    String between = linear(graph, "between", features, "actor.0", weights);
    String elu = graph.node("elu", "Elu", List.of(between));
    graph.output(linear(graph, "actions", elu, "actor.2", weights), 1, actions);
    stack.declareOutputs();
    return graph.build();
  }

  private static String normalised(
      OnnxGraphBuilder graph, String obs, Map<String, float[]> weights) {
    float[] mean = weights.get("mean");
    float[] deviation = weights.get("deviation").clone();
    for (int i = 0; i < deviation.length; i++) {
      deviation[i] += 0.01f;
    }
    String centre = graph.constant("mean", mean, mean.length);
    String scale = graph.constant("scale", deviation, deviation.length);
    String centred = graph.node("centred", "Sub", List.of(obs, centre));
    return graph.node("normalised", "Div", List.of(centred, scale));
  }

  private static String linear(
      OnnxGraphBuilder graph, String result, String x, String layer, Map<String, float[]> weights) {
    float[] bias = weights.get(layer + ".bias");
    float[] matrix = weights.get(layer + ".weight");
    int rows = bias.length;
    String w = graph.constant(layer + ".weight", matrix, rows, matrix.length / rows);
    String b = graph.constant(layer + ".bias", bias, rows);
    return graph.node(result, "Gemm", List.of(x, w, b), new OnnxAttribute.Int("transB", 1));
  }
}

package io.escapement.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrentModelsTest {

  private static final int INPUTS = 3;
  private static final int HIDDEN = 5;

  @ParameterizedTest(name = "{0}, {1} layers")
  @CsvSource({"GRU,1", "GRU,2", "LSTM,1", "LSTM,3"})
  void stepsAreThoseOfTheEquations(RecurrentCell cell, int layers) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("stack", 18);
    SeededLayers drawn = new SeededLayers(graph, 11);
    List<RecurrentWeights> weights = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      weights.add(RecurrentWeights.draw(drawn, cell, layer == 0 ? INPUTS : HIDDEN, HIDDEN));
    }
    String x = graph.input("x", 1, INPUTS);
    RecurrentStack stack = RecurrentStack.declare(graph, weights);
    graph.output(stack.step(x), 1, HIDDEN);
    stack.declareOutputs();
    byte[] model = graph.build();

    double[][] h = new double[layers][HIDDEN];
    double[][] c = new double[layers][HIDDEN];
    Map<String, float[]> inputs = new HashMap<>();
    inputs.put("h_in", new float[layers * HIDDEN]);
    inputs.put("c_in", new float[layers * HIDDEN]);
    for (int step = 0; step < 5; step++) {
      float[] observation = ModelUnderTest.values(step, INPUTS);
      double[] features = doubles(observation);
      for (int layer = 0; layer < layers; layer++) {
        h[layer] = new RecurrentReference(weights.get(layer)).step(features, h[layer], c[layer]);
        features = h[layer];
      }
      inputs.put("x", observation);
      Map<String, float[]> outputs = ModelUnderTest.evaluate(model, inputs);

      assertArrayEquals(features, doubles(outputs.get("rnn.features")), 1e-6, "step " + step);
      assertArrayEquals(flat(h), doubles(outputs.get("h_out")), 1e-6, "h after step " + step);
      inputs.put("h_in", outputs.get("h_out"));
      if (cell == RecurrentCell.LSTM) {
        assertArrayEquals(flat(c), doubles(outputs.get("c_out")), 1e-6, "c after step " + step);
        inputs.put("c_in", outputs.get("c_out"));
      }
    }
  }

  @Test
  void aGruHasTheInputsAndOutputsOfRslRl() {
    assertEquals(
        "obs float32[1, 12], h_in float32[2, 1, 8]"
            + " -> actions float32[1, 3], h_out float32[2, 1, 8]",
        ModelUnderTest.ports(SeededGru.model(1, 12, 8, 2, 3)));
  }

  @Test
  void anLstmHasACellStateToo() {
    assertEquals(
        "obs float32[1, 12], h_in float32[1, 1, 8], c_in float32[1, 1, 8]"
            + " -> actions float32[1, 3], h_out float32[1, 1, 8], c_out float32[1, 1, 8]",
        ModelUnderTest.ports(SeededLstm.model(1, 12, 8, 1, 3)));
    assertEquals(18, OnnxSummary.read(SeededLstm.model(1, 12, 8, 1, 3)).opset());
  }

  @Test
  void theStateBearsOnTheAction() {
    byte[] model = SeededGru.model(1, 4, 8, 1, 2);
    float[] observation = {0.1f, 0.2f, 0.3f, 0.4f};

    Map<String, float[]> first =
        ModelUnderTest.evaluate(model, Map.of("obs", observation, "h_in", new float[8]));
    Map<String, float[]> second =
        ModelUnderTest.evaluate(model, Map.of("obs", observation, "h_in", first.get("h_out")));

    assertFalse(Arrays.equals(first.get("actions"), second.get("actions")));
  }

  @Test
  void raptorHasItsPublishedSize() {
    OnnxSummary summary = OnnxSummary.read(SeededRaptor.model(1));

    assertEquals(2084, SeededRaptor.PARAMETERS);
    assertEquals(SeededRaptor.PARAMETERS, summary.parameters());
    assertEquals("[obs float32[1, 22], h_in float32[1, 1, 16]]", summary.inputs().toString());
    assertEquals("[actions float32[1, 4], h_out float32[1, 1, 16]]", summary.outputs().toString());
  }

  @Test
  void raptorsRectifierSendsNothingNegativeOn() {
    byte[] model = SeededRaptor.model(5);
    float[] observation = ModelUnderTest.values(1, SeededRaptor.OBSERVATIONS);

    Map<String, float[]> outputs =
        ModelUnderTest.evaluate(
            model, Map.of("obs", observation, "h_in", new float[SeededRaptor.HIDDEN]));

    OnnxGraphBuilder graph = new OnnxGraphBuilder("reference", 18);
    SeededLayers drawn = new SeededLayers(graph, 5);
    RecurrentWeights gru = RecurrentWeights.draw(drawn, RecurrentCell.GRU, 16, 16);
    double[] dense = new double[16];
    float[] weight = drawn.uniform(22 * 16, (float) StrictMath.sqrt(3.0 / 22));
    float[] bias = drawn.uniform(16, 0.1f);
    int clipped = 0;
    for (int unit = 0; unit < dense.length; unit++) {
      double sum = bias[unit];
      for (int i = 0; i < observation.length; i++) {
        sum += weight[i * 16 + unit] * observation[i];
      }
      dense[unit] = Math.max(0, sum);
      clipped += sum < 0 ? 1 : 0;
    }
    assertTrue(clipped > 0 && clipped < 16, "the example needs both kinds of units: " + clipped);
    double[] next = new RecurrentReference(gru).step(dense, new double[16], new double[16]);
    assertArrayEquals(next, doubles(outputs.get("h_out")), 1e-6);
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    assertArrayEquals(SeededGru.model(3, 5, 8, 2, 2), SeededGru.model(3, 5, 8, 2, 2));
    assertArrayEquals(SeededLstm.model(3, 5, 8, 2, 2), SeededLstm.model(3, 5, 8, 2, 2));
    assertArrayEquals(SeededRaptor.model(3), SeededRaptor.model(3));
    assertFalse(Arrays.equals(SeededGru.model(3, 5, 8, 2, 2), SeededGru.model(4, 5, 8, 2, 2)));
    assertFalse(Arrays.equals(SeededLstm.model(3, 5, 8, 2, 2), SeededLstm.model(4, 5, 8, 2, 2)));
    assertFalse(Arrays.equals(SeededRaptor.model(3), SeededRaptor.model(4)));
  }

  @Test
  void sizesMustBePositive() {
    assertThrows(IllegalArgumentException.class, () -> SeededGru.model(1, 0, 8, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> SeededLstm.model(1, 4, 8, 0, 2));
  }

  @Test
  void weightsMustFillTheirLayer() {
    float[] none = {};
    assertThrows(
        IllegalArgumentException.class,
        () -> new RecurrentWeights(RecurrentCell.GRU, 2, 2, none, none, none, none));
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }
}

package io.escapement.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorType;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxGraphBuilderTest {

  private static OnnxGraphBuilder graph() {
    return new OnnxGraphBuilder("test", 17);
  }

  @Test
  void aMatrixProductIsWhatOnnxRuntimeComputes() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 1, 3);
    String w = graph.constant("w", new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    String b = graph.constant("b", new float[] {0.5f, -0.5f}, 2);
    String product = graph.node("product", "MatMul", List.of(x, w));
    graph.output(graph.node("y", "Add", List.of(product, b)), 1, 2);

    float[] y = ModelUnderTest.evaluate(graph.build(), "x", "y", 1, 10, 100);

    assertArrayEquals(new float[] {531.5f, 641.5f}, y);
  }

  @Test
  void integerConstantsAndAttributesReachTheOperator() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 1, 4);
    String columns = graph.constant("columns", new long[] {2, 0}, 2);
    String picked =
        graph.node("picked", "Gather", List.of(x, columns), new OnnxAttribute.Int("axis", 1));
    String steep =
        graph.node("steep", "LeakyRelu", List.of(picked), new OnnxAttribute.Real("alpha", 0.25f));
    graph.output(steep, 1, 2);

    assertArrayEquals(
        new float[] {3, -0.25f}, ModelUnderTest.evaluate(graph.build(), "x", "steep", -1, 2, 3, 4));
  }

  @Test
  void listsAndTextsAreAttributesToo() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 1, 2);
    String turned =
        graph.node(
            "turned", "Transpose", List.of(x), new OnnxAttribute.Ints("perm", List.of(1L, 0L)));
    String axes = graph.constant("axes", new long[] {2, 3, 0, 0}, 4);
    String padded =
        graph.node(
            "padded", "Pad", List.of(turned, axes), new OnnxAttribute.Text("mode", "constant"));
    graph.output(padded, 4, 4);

    float[] y = ModelUnderTest.evaluate(graph.build(), "x", "padded", 7, 8);

    assertEquals(16, y.length);
    assertEquals(7, y[2 * 4 + 3]);
    assertEquals(8, y[3 * 4 + 3]);
  }

  @Test
  void aNodeMayHaveSeveralResultsAndLeaveOptionalInputsOut() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 1, 4);
    String sizes = graph.constant("sizes", new long[] {1, 3}, 2);
    graph.node(
        List.of("head", "tail"), "Split", List.of(x, sizes), new OnnxAttribute.Int("axis", 1));
    String upper = graph.constant("upper", new float[] {3}, new long[0]);
    graph.output(graph.node("clipped", "Clip", List.of("tail", "", upper)), 1, 3);

    assertArrayEquals(
        new float[] {-9, 3, 2},
        ModelUnderTest.evaluate(graph.build(), "x", "clipped", 1, -9, 4, 2));
  }

  @Test
  void aDynamicDimensionTakesAnySize() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 1, OnnxGraphBuilder.DYNAMIC);
    graph.output(graph.node("y", "Neg", List.of(x)), 1, OnnxGraphBuilder.DYNAMIC);
    byte[] model = graph.build();

    assertArrayEquals(new float[] {-1}, ModelUnderTest.evaluate(model, "x", "y", 1));
    assertArrayEquals(new float[] {-1, -2}, ModelUnderTest.evaluate(model, "x", "y", 1, 2));
  }

  @Test
  void metadataIsReadBack() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 1, 1);
    graph.output(graph.node("y", "Neg", List.of(x)), 1, 1).metadata("robot", "quadruped");

    assertEquals("quadruped", ModelUnderTest.metadata(graph.build(), "robot"));
  }

  @Test
  void inputsAndOutputsAreReadBackWithTypeAndShape() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 2, OnnxGraphBuilder.DYNAMIC);
    String index = graph.input("index", TensorType.INT64, 1);
    graph.constant("w", new float[] {1, 2, 3}, 3);
    graph.output(graph.node("y", "Gather", List.of(x, index)), 1, OnnxGraphBuilder.DYNAMIC);
    graph.output(graph.node("next", "Neg", List.of(index)), TensorType.INT64, 1);
    OnnxSummary summary = OnnxSummary.read(graph.build());

    assertEquals("[x float32[2, ?], index int64[1]]", summary.inputs().toString());
    assertEquals("[y float32[1, ?], next int64[1]]", summary.outputs().toString());
    assertEquals(List.of("x", "index"), summary.inputNames());
    assertEquals(List.of("y", "next"), summary.outputNames());
    assertEquals(List.of(1L), summary.input("index").orElseThrow().shape());
    assertTrue(summary.output("index").isEmpty());
    assertEquals(3, summary.parameters());
  }

  @Test
  void theFileSaysOfItsTensorsWhatOnnxRuntimeSays() {
    byte[] bytes = SeededMlp.model(7, 4, 16, 3);
    try (InferenceModel loaded = new OnnxRuntimeEngine().load("mlp.onnx", bytes)) {
      assertEquals(loaded.signature().inputs(), OnnxSummary.read(bytes).inputs());
      assertEquals(loaded.signature().outputs(), OnnxSummary.read(bytes).outputs());
    }
  }

  @Test
  void theSameCallsGiveTheSameBytesAndAnotherSeedOthers() {
    assertArrayEquals(SeededMlp.model(3, 5, 8, 2), SeededMlp.model(3, 5, 8, 2));
    assertTrue(Arrays.mismatch(SeededMlp.model(3, 5, 8, 2), SeededMlp.model(4, 5, 8, 2)) >= 0);
  }

  @Test
  void aSeededPerceptronAnswersItsInput() {
    byte[] model = SeededMlp.model(7, 4, 16, 16, 3);

    float[] rest = ModelUnderTest.evaluate(model, "obs", "actions", 0, 0, 0, 0);
    float[] moved = ModelUnderTest.evaluate(model, "obs", "actions", 1, 0, 0, 0);

    assertEquals(3, rest.length);
    for (int i = 0; i < rest.length; i++) {
      assertTrue(Float.isFinite(rest[i]) && rest[i] != moved[i], "action " + i);
    }
  }

  @Test
  void whatIsUsedBeforeItIsMadeIsRefused() {
    OnnxGraphBuilder graph = graph();
    assertThrows(IllegalArgumentException.class, () -> graph.node("y", "Neg", List.of("nowhere")));
    assertThrows(IllegalArgumentException.class, () -> graph.output("nowhere", 1));
  }

  @Test
  void aNameHasOneProducer() {
    OnnxGraphBuilder graph = graph();
    graph.input("x", 1, 1);
    assertThrows(IllegalArgumentException.class, () -> graph.input("x", 1, 1));
    assertThrows(IllegalArgumentException.class, () -> graph.constant("x", new float[] {1}, 1));
    assertThrows(IllegalArgumentException.class, () -> graph.node("x", "Neg", List.of("x")));
  }

  @Test
  void shapesMustHoldTheirElements() {
    OnnxGraphBuilder graph = graph();
    assertThrows(
        IllegalArgumentException.class, () -> graph.constant("w", new float[] {1, 2, 3}, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> graph.input("x", 1, 0));
  }

  @Test
  void aGraphNeedsAnOutput() {
    OnnxGraphBuilder graph = graph();
    graph.input("x", 1, 1);
    assertThrows(IllegalStateException.class, graph::build);
  }
}

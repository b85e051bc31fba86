package io.escapement.policy.inference.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededMlp;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxRuntimeEngineTest {

  private final InferenceEngine engine = new OnnxRuntimeEngine();

  @Test
  void computesWhatTheModelSaysInTheMemoryItWasBoundTo() {
    try (InferenceModel model = engine.load("sum.onnx", twoInputsTwoOutputs())) {
      ByteBuffer x = floats(2);
      ByteBuffer h = floats(2);
      ByteBuffer y = floats(2);
      ByteBuffer next = floats(2);
      try (InferenceBinding binding =
          model.bind(
              List.of(memory("h", h, 1, 2), memory("x", x, 1, 2)),
              List.of(memory("h_next", next, 1, 2), memory("y", y, 1, 2)))) {
        put(x, 1, 2);
        put(h, 10, 20);
        assertTrue(binding.run());
        assertArrayEquals(new float[] {11, 22}, take(y));
        assertArrayEquals(new float[] {-11, -22}, take(next));

        put(h, 0, 0);
        assertTrue(binding.run());
        assertArrayEquals(new float[] {1, 2}, take(y));
        assertEquals("", binding.failure());
      }
    }
  }

  @Test
  void outputsThatNobodyWantsNeedNoMemory() {
    try (InferenceModel model = engine.load("sum.onnx", twoInputsTwoOutputs())) {
      ByteBuffer x = floats(2);
      ByteBuffer h = floats(2);
      ByteBuffer y = floats(2);
      try (InferenceBinding binding =
          model.bind(
              List.of(memory("h", h, 1, 2), memory("x", x, 1, 2)), List.of(memory("y", y, 1, 2)))) {
        put(x, 3, 4);
        assertTrue(binding.run());
        assertArrayEquals(new float[] {3, 4}, take(y));
      }
    }
  }

  @Test
  void aDynamicDimensionTakesTheSizeOfTheMemory() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("dynamic", 17);
    String x = graph.input("x", OnnxGraphBuilder.DYNAMIC, 3);
    graph.output(graph.node("y", "Neg", List.of(x)), OnnxGraphBuilder.DYNAMIC, 3);
    try (InferenceModel model = engine.load("dynamic.onnx", graph.build())) {
      assertTrue(model.signature().inputs().get(0).dynamic());
      assertEquals("x float32[?, 3]", model.signature().inputs().get(0).toString());
      ByteBuffer in = floats(3);
      ByteBuffer out = floats(3);
      try (InferenceBinding binding =
          model.bind(List.of(memory("x", in, 1, 3)), List.of(memory("y", out, 1, 3)))) {
        put(in, 1, 2, 3);
        assertTrue(binding.run());
        assertArrayEquals(new float[] {-1, -2, -3}, take(out));
      }
    }
  }

  @Test
  void aRunThatTheEngineRefusesIsReportedAndNotThrown() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("shape", 17);
    String x = graph.input("x", OnnxGraphBuilder.DYNAMIC, 3);
    graph.output(graph.node("y", "Neg", List.of(x)), OnnxGraphBuilder.DYNAMIC, 3);
    try (InferenceModel model = engine.load("shape.onnx", graph.build());
        InferenceBinding binding =
            model.bind(
                List.of(memory("x", floats(3), 1, 3)), List.of(memory("y", floats(6), 2, 3)))) {
      assertFalse(binding.run());
      assertTrue(binding.failure().contains("shape"), binding.failure());
    }
  }

  @Test
  void theSignatureSaysWhatTheModelIs() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("signed", 13);
    String x = graph.input("x", 1, 2);
    String w = graph.constant("w", new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    graph.output(graph.node("y", "MatMul", List.of(x, w)), 1, 3).metadata("robot", "arm");
    try (InferenceModel model = engine.load("signed.onnx", graph.build())) {
      ModelSignature signature = model.signature();
      assertEquals("float32[1, 2]", signature.input("x").orElseThrow().typeAndShape());
      assertEquals(3, signature.output("y").orElseThrow().elements());
      assertEquals(13, signature.opset());
      assertEquals(6, signature.parameters());
      assertEquals("escapement", signature.producer());
      assertEquals("arm", signature.metadata().get("robot"));
      assertTrue(signature.input("z").isEmpty());
    }
  }

  @Test
  void whatIsNoModelIsRefusedInTheLibrarysWords() {
    PreflightException refusal =
        assertThrows(
            PreflightException.class, () -> engine.load("policies/broken.onnx", new byte[100]));
    assertEquals("policies/broken.onnx", refusal.problem().where());
    assertTrue(refusal.getMessage().contains("protobuf"), refusal.getMessage());
  }

  @Test
  void anOperatorThatTheLibraryLacksIsNamed() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("unknown", 17);
    String x = graph.input("x", 1, 2);
    graph.output(graph.node("y", "Levitate", List.of(x)), 1, 2);
    PreflightException refusal =
        assertThrows(PreflightException.class, () -> engine.load("m.onnx", graph.build()));
    assertTrue(refusal.getMessage().contains("Levitate"), refusal.getMessage());
  }

  @Test
  void bindingsAreCheckedAgainstTheSignature() {
    try (InferenceModel model = engine.load("mlp.onnx", SeededMlp.model(1, 4, 8, 2))) {
      ByteBuffer obs = floats(4);
      ByteBuffer actions = floats(2);
      List<TensorMemory> in = List.of(memory("obs", obs, 1, 4));
      List<TensorMemory> out = List.of(memory("actions", actions, 1, 2));
      refused("nothing is bound to the model's input 'obs'", model, List.of(), out);
      refused("no output 'action'", model, in, List.of(memory("action", actions, 1, 2)));
      refused("shape", model, List.of(memory("obs", obs, 4)), out);
      refused("16 bytes", model, List.of(memory("obs", floats(5), 1, 4)), out);
    }
  }

  private static void refused(
      String because, InferenceModel model, List<TensorMemory> in, List<TensorMemory> out) {
    PreflightException refusal =
        assertThrows(PreflightException.class, () -> model.bind(in, out).close());
    assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
  }

  @Test
  void equalInputsGiveEqualBitsAlsoInAnotherSession() {
    byte[] bytes = SeededMlp.model(7, 48, 512, 256, 128, 12);
    assertArrayEquals(evaluate(bytes), evaluate(bytes));
  }

  private float[] evaluate(byte[] bytes) {
    try (InferenceModel model = engine.load("mlp.onnx", bytes)) {
      ByteBuffer obs = floats(48);
      ByteBuffer actions = floats(12);
      for (int i = 0; i < 48; i++) {
        obs.putFloat(4 * i, 0.1f * i - 2);
      }
      try (InferenceBinding binding =
          model.bind(
              List.of(memory("obs", obs, 1, 48)), List.of(memory("actions", actions, 1, 12)))) {
        assertTrue(binding.run());
        return take(actions);
      }
    }
  }

  @Test
  void theIdentityNamesLibraryVersionAndOptions() {
    assertTrue(
        engine.identity().matches("onnxruntime \\d+\\.\\d+\\.\\d+ cpu, 1 thread, sequential.*"),
        engine.identity());
  }

  static byte[] twoInputsTwoOutputs() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("sum", 17);
    String x = graph.input("x", 1, 2);
    String h = graph.input("h", 1, 2);
    String y = graph.node("y", "Add", List.of(x, h));
    graph.output(y, 1, 2);
    return graph.output(graph.node("h_next", "Neg", List.of(y)), 1, 2).build();
  }

  static ByteBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Float.BYTES * count).order(ByteOrder.nativeOrder());
  }

  static TensorMemory memory(String tensor, ByteBuffer bytes, long... shape) {
    return new TensorMemory(tensor, bytes, java.util.Arrays.stream(shape).boxed().toList());
  }

  private static void put(ByteBuffer target, float... values) {
    target.asFloatBuffer().put(values);
  }

  private static float[] take(ByteBuffer source) {
    float[] values = new float[source.capacity() / Float.BYTES];
    source.asFloatBuffer().get(values);
    return values;
  }
}

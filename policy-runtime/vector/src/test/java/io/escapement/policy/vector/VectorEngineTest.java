package io.escapement.policy.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.EngineProvider;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.TensorType;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import io.escapement.policy.onnx.OnnxAttribute.Int;
import io.escapement.policy.onnx.OnnxAttribute.Real;
import io.escapement.policy.onnx.OnnxAttribute.Text;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededGru;
import io.escapement.policy.onnx.SeededLstm;
import io.escapement.policy.onnx.SeededMemory;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.policy.onnx.SeededPlayground;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VectorEngineTest {

  private static TensorMemory memory(TensorInfo tensor) {
    List<Long> shape =
        tensor.shape().stream()
            .map(size -> size == TensorInfo.DYNAMIC ? Long.valueOf(1) : size)
            .toList();
    int elements = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    return new TensorMemory(
        tensor.name(),
        ByteBuffer.allocateDirect(Float.BYTES * elements).order(ByteOrder.nativeOrder()),
        shape);
  }

  private static List<TensorMemory> memories(List<TensorInfo> tensors) {
    return tensors.stream().map(VectorEngineTest::memory).toList();
  }

  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of("mlp", SeededMlp.model(5, 48, 64, 64, 12)),
        Arguments.of("gru", SeededGru.model(5, 12, 20, 2, 4)),
        Arguments.of("lstm", SeededLstm.model(5, 12, 20, 2, 4)),
        Arguments.of("attention", SeededMemory.model(5, 12, 8, 16, 4)),
        Arguments.of("playground", SeededPlayground.model(5, 12, 4)),
        Arguments.of("elements", everyFunction()));
  }

  private static byte[] everyFunction() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("elements", 20);
    String x = graph.input("x", 1, 40);
    for (String operator :
        List.of(
            "Relu",
            "Elu",
            "Selu",
            "Celu",
            "Gelu",
            "Sigmoid",
            "Tanh",
            "Softplus",
            "Softsign",
            "Mish",
            "HardSigmoid",
            "HardSwish",
            "Exp",
            "Erf",
            "LeakyRelu",
            "Log",
            "Softmax")) {
      graph.output(graph.node(operator + ".y", operator, List.of(x)), 1, 40);
    }
    return graph.build();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aThousandCallsAllocateNotOneByte(String name, byte[] bytes) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (InferenceModel model = new VectorEngine().load(name, bytes);
        InferenceBinding binding =
            model.bind(
                memories(model.signature().inputs()), memories(model.signature().outputs()))) {
      run(binding, 20_000);
      threads.getCurrentThreadAllocatedBytes();
      // A method may still be swapped for a better one: one round of several must be silent.
      long allocated = Long.MAX_VALUE;
      for (int round = 0; round < 5 && allocated != 0; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        run(binding, 1000);
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertEquals(0, allocated);
    }
  }

  private static void run(InferenceBinding binding, int times) {
    for (int i = 0; i < times; i++) {
      if (!binding.run()) {
        throw new AssertionError(binding.failure());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aModelSaysOfItselfWhatOnnxRuntimeSays(String name, byte[] bytes) {
    try (InferenceModel mine = new VectorEngine().load(name, bytes);
        InferenceModel judge = new OnnxRuntimeEngine().load(name, bytes)) {
      assertEquals(judge.signature(), mine.signature());
    }
  }

  @Test
  void outputsThatNobodyWantsAreNotComputed() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("two", 18);
    String x = graph.input("x", 1, 3);
    graph.output(graph.node("y", "Neg", List.of(x)), 1, 3);
    graph.output(graph.node("z", "Abs", List.of(x)), 1, 3);
    try (InferenceModel model = new VectorEngine().load("two", graph.build());
        InferenceBinding binding =
            model.bind(
                memories(model.signature().inputs()),
                List.of(memory(model.signature().output("z").orElseThrow())))) {
      assertTrue(binding.run());
    }
  }

  /** But for its error function, which makes a number of it. */
  @Test
  void notANumberGoesThroughAsInOnnxRuntime() {
    for (String operator : List.of("Elu", "Sigmoid", "Tanh", "Softplus", "Exp", "Neg")) {
      OnnxGraphBuilder graph = new OnnxGraphBuilder("nan", 20);
      String x = graph.input("x", 1, 9);
      graph.output(graph.node("y", operator, List.of(x)), 1, 9);
      try (EnginePair pair = new EnginePair(graph.build())) {
        pair.put("x", 1, Float.NaN, -1, 0.5f, 2, -2, 0, Float.NaN, Float.NaN);
        pair.step();
        for (int i : new int[] {1, 7, 8}) {
          assertTrue(Float.isNaN(pair.judge("y")[i]), operator + ": the judge");
          assertTrue(Float.isNaN(pair.vector("y")[i]), operator);
        }
        pair.requireAgreement();
      }
    }
  }

  @Test
  void aNumberThatIsNoneReachesEveryActionOfAPerceptron() {
    try (EnginePair pair = new EnginePair(SeededMlp.model(3, 4, 32, 3))) {
      pair.put("obs", 0, Float.NaN, 0, 0);
      pair.step();
      for (float action : pair.vector("actions")) {
        assertTrue(Float.isNaN(action));
      }
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            "an operator that is not there",
            graph(graph -> graph.node("y", "Conv", List.of("x3", constant(graph, 1, 3, 1)))),
            List.of("Conv_0", "(Conv)", "not supported")),
        Arguments.of(
            "an exponent",
            graph(graph -> graph.node("y", "Pow", List.of("x", scalar(graph, 2.3f)))),
            List.of("(Pow)", "the exponent 2.3")),
        Arguments.of(
            "an activation of a cell",
            graph(
                graph ->
                    graph.node(
                        "y",
                        "GRU",
                        List.of("x3", constant(graph, 1, 6, 3), constant2(graph, 1, 6, 2)),
                        new Int("hidden_size", 2),
                        new Real("clip", 1))),
            List.of("(GRU)", "clip")),
        Arguments.of(
            "an approximation",
            graph(graph -> graph.node("y", "Gelu", List.of("x"), new Text("approximate", "fast"))),
            List.of("(Gelu)", "approximate 'fast'")),
        Arguments.of(
            "computed weights",
            graph(graph -> graph.node("y", "Gemm", List.of("x", "x"), new Int("transB", 1))),
            List.of("(Gemm)", "a matrix B computed by the model")),
        Arguments.of(
            "whole numbers",
            graph(
                graph -> {
                  graph.node("i", "Cast", List.of("x"), new Int("to", 7));
                  graph.node("y", "Mul", List.of("i", "i"));
                }),
            List.of("(Mul)", "whole numbers")),
        Arguments.of(
            "another type",
            graph(graph -> graph.node("y", "Cast", List.of("x"), new Int("to", 11))),
            List.of("(Cast)", "a cast to FLOAT64")));
  }

  private interface Nodes {
    void add(OnnxGraphBuilder graph);
  }

  private static byte[] graph(Nodes nodes) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("refused", 20);
    graph.input("x", 1, 3);
    graph.input("x3", 1, 1, 3);
    nodes.add(graph);
    return graph.output("y", 1, 3).build();
  }

  private static String constant(OnnxGraphBuilder graph, long... shape) {
    return constant(graph, "w", shape);
  }

  private static String constant2(OnnxGraphBuilder graph, long... shape) {
    return constant(graph, "r", shape);
  }

  private static String constant(OnnxGraphBuilder graph, String name, long... shape) {
    long elements = 1;
    for (long size : shape) {
      elements *= size;
    }
    return graph.constant(name, new float[(int) elements], shape);
  }

  private static String scalar(OnnxGraphBuilder graph, float value) {
    return graph.constant("scalar", new float[] {value});
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void whatCannotBeExpressedIsRefusedWithNodeAndReason(
      String what, byte[] model, List<String> words) {
    String refusal = new VectorEngine().refusal(model).orElseThrow();
    for (String word : words) {
      assertTrue(refusal.contains(word), refusal);
    }
    PreflightException error =
        assertThrows(PreflightException.class, () -> new VectorEngine().load("policy.onnx", model));
    assertTrue(error.getMessage().contains(refusal), error.getMessage());
    assertTrue(error.getMessage().contains("engine: onnxruntime"), error.getMessage());
  }

  @Test
  void inputsOfOtherTypesAreRefusedByName() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("types", 18);
    String x = graph.input("step", TensorType.INT64, 1);
    graph.output(graph.node("y", "Neg", List.of(x)), TensorType.INT64, 1);
    String refusal = new VectorEngine().refusal(graph.build()).orElseThrow();
    assertTrue(refusal.contains("input 'step' is int64[1]"), refusal);
  }

  @Test
  void aFileThatIsNoModelIsRefused() {
    assertTrue(new VectorEngine().refusal(new byte[] {1, 2, 3}).isPresent());
    assertTrue(new VectorEngine().refusal(new byte[0]).orElseThrow().contains("no ONNX model"));
  }

  @Test
  void aModelThatCanBeExpressedIsNotRefused() {
    assertEquals(
        Map.of(),
        models()
            .filter(model -> new VectorEngine().refusal((byte[]) model.get()[1]).isPresent())
            .collect(Collectors.toMap(model -> model.get()[0], model -> "")));
  }

  @Test
  void theProviderIsFoundUnderItsName() {
    EngineProvider provider =
        ServiceLoader.load(EngineProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.name().equals(EngineSettings.VECTOR))
            .findFirst()
            .orElseThrow();
    assertTrue(provider.unavailable(EngineSettings.DEFAULT).isEmpty());
    assertFalse(provider.create(EngineSettings.DEFAULT).identity().isEmpty());
  }
}

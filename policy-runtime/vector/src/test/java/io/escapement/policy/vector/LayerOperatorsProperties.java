package io.escapement.policy.vector;

import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxAttribute.Int;
import io.escapement.policy.onnx.OnnxAttribute.Ints;
import io.escapement.policy.onnx.OnnxAttribute.Real;
import io.escapement.policy.onnx.OnnxAttribute.Text;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Products, recurrent layers and normalisers of any size give what ONNX Runtime gives. */
class LayerOperatorsProperties {

  private static final int OPSET = 20;

  private static float[] uniform(Random random, long count) {
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  @Property(tries = 120)
  void gemms(
      @ForAll @IntRange(min = 1, max = 140) int inputs,
      @ForAll @IntRange(min = 1, max = 140) int outputs,
      @ForAll @IntRange(min = 1, max = 3) int rows,
      @ForAll boolean isTransposed,
      @ForAll boolean hasBias,
      @ForAll long seed) {
    Random random = new Random(seed);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("gemm", OPSET);
    String x = graph.input("x", rows, inputs);
    float[] weights = uniform(random, (long) inputs * outputs);
    String w =
        isTransposed
            ? graph.constant("w", weights, outputs, inputs)
            : graph.constant("w", weights, inputs, outputs);
    List<String> operands = new ArrayList<>(List.of(x, w));
    if (hasBias) {
      operands.add(
          random.nextBoolean()
              ? graph.constant("b", uniform(random, outputs), outputs)
              : graph.constant("b", uniform(random, 1), 1));
    }
    graph.node(
        "y",
        "Gemm",
        operands,
        new Int("transB", isTransposed ? 1 : 0),
        new Real("alpha", 0.5f),
        new Real("beta", 1.5f));
    EnginePair.compare(graph.output("y", rows, outputs).build(), seed, 2, 1);
  }

  @Property(tries = 40)
  void gemmsOfAColumn(@ForAll @IntRange(min = 1, max = 40) int inputs, @ForAll long seed) {
    Random random = new Random(seed);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("column", OPSET);
    String x = graph.input("x", inputs, 1);
    String w = graph.constant("w", uniform(random, 5L * inputs), inputs, 5);
    graph.node("y", "Gemm", List.of(x, w), new Int("transA", 1));
    EnginePair.compare(graph.output("y", 1, 5).build(), seed, 2, 1);
  }

  /** A bias behind the product, on either side, and a second reader of the product. */
  @Property(tries = 60)
  void productsWithABiasBehindThem(
      @ForAll @IntRange(min = 1, max = 70) int inputs,
      @ForAll @IntRange(min = 1, max = 70) int outputs,
      @ForAll boolean isBiasFirst,
      @ForAll boolean isReadTwice,
      @ForAll long seed) {
    Random random = new Random(seed);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("product", OPSET);
    String x = graph.input("x", 1, 1, inputs);
    String w = graph.constant("w", uniform(random, (long) inputs * outputs), inputs, outputs);
    String b = graph.constant("b", uniform(random, outputs), outputs);
    String product = graph.node("product", "MatMul", List.of(x, w));
    graph.node("y", "Add", isBiasFirst ? List.of(b, product) : List.of(product, b));
    graph.output("y", 1, 1, outputs);
    if (isReadTwice) {
      graph.output(graph.node("z", "Tanh", List.of(product)), 1, 1, outputs);
    }
    EnginePair.compare(graph.build(), seed, 2, 1);
  }

  @Property(tries = 80)
  void productsOfComputedMatricesInBatches(
      @ForAll @IntRange(min = 1, max = 3) int batch,
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 19) int inner,
      @ForAll @IntRange(min = 1, max = 19) int columns,
      @ForAll boolean isShared,
      @ForAll long seed) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("batches", OPSET);
    String a = graph.input("a", 1, batch, rows, inner);
    String b =
        isShared ? graph.input("b", inner, columns) : graph.input("b", batch, inner, columns);
    graph.node("y", "MatMul", List.of(a, b));
    EnginePair.compare(graph.output("y", 1, batch, rows, columns).build(), seed, 2, 1);
  }

  @Property(tries = 80)
  void recurrentLayers(
      @ForAll boolean isGru,
      @ForAll boolean isLinearBeforeReset,
      @ForAll("directions") String direction,
      @ForAll @IntRange(min = 1, max = 4) int steps,
      @ForAll @IntRange(min = 1, max = 20) int inputs,
      @ForAll @IntRange(min = 1, max = 35) int hidden,
      @ForAll boolean hasState,
      @ForAll boolean hasBias,
      @ForAll long seed) {
    Random random = new Random(seed);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("layer", OPSET);
    int ways = direction.equals("bidirectional") ? 2 : 1;
    int gates = isGru ? 3 : 4;
    String x = graph.input("x", steps, 1, inputs);
    List<String> operands = new ArrayList<>();
    operands.add(x);
    long rows = (long) gates * hidden;
    operands.add(graph.constant("w", uniform(random, ways * rows * inputs), ways, rows, inputs));
    operands.add(graph.constant("r", uniform(random, ways * rows * hidden), ways, rows, hidden));
    operands.add(
        hasBias ? graph.constant("b", uniform(random, ways * 2L * rows), ways, 2 * rows) : "");
    operands.add("");
    if (hasState) {
      operands.add(graph.input("h_in", ways, 1, hidden));
      if (!isGru) {
        operands.add(graph.input("c_in", ways, 1, hidden));
      }
    }
    List<String> results = new ArrayList<>(List.of("y", "h_out"));
    List<OnnxAttribute> attributes =
        new ArrayList<>(List.of(new Int("hidden_size", hidden), new Text("direction", direction)));
    if (isGru) {
      attributes.add(new Int("linear_before_reset", isLinearBeforeReset ? 1 : 0));
    } else {
      results.add("c_out");
    }
    graph.node(results, isGru ? "GRU" : "LSTM", operands, attributes.toArray(OnnxAttribute[]::new));
    graph.output("y", steps, ways, 1, hidden).output("h_out", ways, 1, hidden);
    if (!isGru) {
      graph.output("c_out", ways, 1, hidden);
    }
    EnginePair.compare(graph.build(), seed, 8, 1);
  }

  @Provide
  Arbitrary<String> directions() {
    return Arbitraries.of("forward", "reverse", "bidirectional");
  }

  /** Not of rows so short that ONNX Runtime's variance, a difference of two sums, is poor. */
  @Property(tries = 60)
  void layerNormalisation(
      @ForAll @IntRange(min = 1, max = 5) int rows,
      @ForAll @IntRange(min = 8, max = 70) int width,
      @ForAll boolean hasOffset,
      @ForAll long seed) {
    Random random = new Random(seed);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("norm", OPSET);
    String x = graph.input("x", 1, rows, width);
    List<String> operands =
        new ArrayList<>(List.of(x, graph.constant("scale", uniform(random, width), width)));
    if (hasOffset) {
      operands.add(graph.constant("offset", uniform(random, width), width));
    }
    graph.node("y", "LayerNormalization", operands, new Real("epsilon", 1e-4f));
    EnginePair.compare(graph.output("y", 1, rows, width).build(), seed, 2, 2);
  }

  /** Layer and root-mean-square norms as exporters take them apart. */
  @Property(tries = 40)
  void normsOfSingleOperators(
      @ForAll @IntRange(min = 2, max = 70) int width,
      @ForAll boolean isCentred,
      @ForAll @IntRange(min = 13, max = 20) int opset,
      @ForAll long seed) {
    Random random = new Random(seed);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("norm", opset);
    String x = graph.input("x", 1, width);
    String centred = x;
    if (isCentred) {
      centred = graph.node("centred", "Sub", List.of(x, mean(graph, "mean", x, opset)));
    }
    String two = graph.constant("two", new float[] {2});
    String squares = graph.node("squares", "Pow", List.of(centred, two));
    String variance = mean(graph, "variance", squares, opset);
    String epsilon = graph.constant("epsilon", new float[] {1e-5f});
    String root =
        graph.node("root", "Sqrt", List.of(graph.node("more", "Add", List.of(variance, epsilon))));
    String normal = graph.node("normal", "Div", List.of(centred, root));
    String scale = graph.constant("scale", uniform(random, width), width);
    graph.node("y", "Mul", List.of(normal, scale));
    EnginePair.compare(graph.output("y", 1, width).build(), seed, 2, 2);
  }

  private static String mean(OnnxGraphBuilder graph, String name, String x, int opset) {
    if (opset >= 18) {
      String axes = graph.constant(name + ".axes", new long[] {-1}, 1);
      return graph.node(name, "ReduceMean", List.of(x, axes));
    }
    return graph.node(name, "ReduceMean", List.of(x), new Ints("axes", List.of(-1L)));
  }

  @Property(tries = 60)
  void reductions(
      @ForAll("reducing") String operator,
      @ForAll @IntRange(max = 2) int axis,
      @ForAll boolean isTwo,
      @ForAll boolean keeps,
      @ForAll long seed) {
    long[] shape = {3, 5, 11};
    OnnxGraphBuilder graph = new OnnxGraphBuilder("reduction", OPSET);
    String x = graph.input("x", shape);
    int second = (axis + 1) % 3;
    String axes =
        isTwo
            ? graph.constant("axes", new long[] {axis, second - 3}, 2)
            : graph.constant("axes", new long[] {axis}, 1);
    graph.node("y", operator, List.of(x, axes), new Int("keepdims", keeps ? 1 : 0));
    List<Long> left = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      if (i != axis && !(isTwo && i == second)) {
        left.add(shape[i]);
      } else if (keeps) {
        left.add(1L);
      }
    }
    graph.output("y", left.stream().mapToLong(Long::longValue).toArray());
    EnginePair.compare(graph.build(), seed, 2, 2);
  }

  @Provide
  Arbitrary<String> reducing() {
    return Arbitraries.of(
        "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceSumSquare", "ReduceL2");
  }

  @Property(tries = 60)
  void softmaxes(
      @ForAll boolean isLogarithm,
      @ForAll @IntRange(min = -3, max = 2) int axis,
      @ForAll @IntRange(min = 9, max = 20) int opset,
      @ForAll @IntRange(min = 1, max = 30) int width,
      @ForAll long seed) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("softmax", opset);
    String x = graph.input("x", 2, 3, width);
    int known = opset < 11 && axis < 0 ? axis + 3 : axis;
    graph.node("y", isLogarithm ? "LogSoftmax" : "Softmax", List.of(x), new Int("axis", known));
    EnginePair.compare(graph.output("y", 2, 3, width).build(), seed, 2, 5);
  }

  @Property(tries = 30)
  void batchNormalisation(
      @ForAll @IntRange(min = 1, max = 40) int channels,
      @ForAll @IntRange(min = 1, max = 3) int length,
      @ForAll long seed) {
    Random random = new Random(seed);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("batch_norm", OPSET);
    String x = graph.input("x", 1, channels, length);
    float[] variances = uniform(random, channels);
    for (int i = 0; i < channels; i++) {
      variances[i] = 0.1f + Math.abs(variances[i]);
    }
    graph.node(
        "y",
        "BatchNormalization",
        List.of(
            x,
            graph.constant("scale", uniform(random, channels), channels),
            graph.constant("offset", uniform(random, channels), channels),
            graph.constant("mean", uniform(random, channels), channels),
            graph.constant("variance", variances, channels)));
    EnginePair.compare(graph.output("y", 1, channels, length).build(), seed, 2, 2);
  }
}

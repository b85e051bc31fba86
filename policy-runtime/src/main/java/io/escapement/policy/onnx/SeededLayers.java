package io.escapement.policy.onnx;

import java.util.List;
import java.util.Random;

/**
 * Adds layers with pseudo-random weights to a graph. Weights are drawn in the order of the calls,
 * so the same calls with the same seed give the same graph on every machine.
 */
final class SeededLayers {

  private static final float BIAS_BOUND = 0.1f;

  private final OnnxGraphBuilder graph;
  private final Random random;

  SeededLayers(OnnxGraphBuilder graph, long seed) {
    this.graph = graph;
    this.random = new Random(seed);
  }

  OnnxGraphBuilder graph() {
    return graph;
  }

  /** Draws values between minus and plus {@code bound}. */
  float[] uniform(int count, float bound) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (2 * random.nextFloat() - 1) * bound;
    }
    return values;
  }

  /** Adds {@code result = x W + b} of x [1, rows], with weights of variance 1/rows. */
  String linear(String result, String x, int rows, int columns) {
    float bound = (float) StrictMath.sqrt(3.0 / rows);
    String weight =
        graph.constant(result + ".weight", uniform(rows * columns, bound), rows, columns);
    String bias = graph.constant(result + ".bias", uniform(columns, BIAS_BOUND), columns);
    return graph.node(result, "Gemm", List.of(x, weight, bias));
  }

  /** Adds a linear layer with an operator such as {@code Elu} or {@code Relu} behind it. */
  String layer(String result, String operator, String x, int rows, int columns) {
    String sum = linear(result + ".sum", x, rows, columns);
    return graph.node(result, operator, List.of(sum));
  }

  /** Adds a perceptron with one hidden ELU layer and a linear end. */
  String perceptron(String result, String x, int inputs, int hidden, int outputs) {
    return linear(result, layer(result + ".hidden", "Elu", x, inputs, hidden), hidden, outputs);
  }

  /** Adds {@code result}: x in another shape of as many elements. */
  String reshape(String result, String x, long... shape) {
    String sizes = graph.constant(result + ".shape", shape, shape.length);
    return graph.node(result, "Reshape", List.of(x, sizes));
  }

  /** Adds {@code result}: the operands side by side along an axis. */
  String concat(String result, int axis, List<String> operands) {
    return graph.node(result, "Concat", operands, new OnnxAttribute.Int("axis", axis));
  }

  static void requirePositive(String what, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(what + ": expected 1 or more, found " + size);
    }
  }
}

package io.escapement.policy.onnx;

import java.util.List;
import java.util.Random;

/**
 * A multilayer perceptron with pseudo-random weights: a policy of a known size for benchmarks and
 * tests, whose behaviour means nothing.
 */
public final class SeededMlp {

  private SeededMlp() {}

  /**
   * Makes the model: float32 input {@code obs} [1, first size], float32 output {@code actions} [1,
   * last size], ELU between the layers, weights of variance 1/fan-in.
   *
   * @param seed the seed; the same seed and sizes give the same bytes
   * @param sizes the sizes of the input, the hidden layers and the output
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if there are fewer than two sizes or one is not positive
   */
  public static byte[] model(long seed, int... sizes) {
    if (sizes.length < 2) {
      throw new IllegalArgumentException("sizes: expected an input and an output at least");
    }
    Random random = new Random(seed);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("seeded_mlp", 17);
    String layer = graph.input("obs", 1, sizes[0]);
    int last = sizes.length - 1;
    for (int i = 1; i <= last; i++) {
      int rows = sizes[i - 1];
      int columns = sizes[i];
      float bound = (float) StrictMath.sqrt(3.0 / rows);
      String weight =
          graph.constant("weight_" + i, uniform(random, rows * columns, bound), rows, columns);
      String bias = graph.constant("bias_" + i, uniform(random, columns, 0.1f), columns);
      String sum = i == last ? "actions" : "sum_" + i;
      graph.node(sum, "Gemm", List.of(layer, weight, bias));
      layer = i == last ? sum : graph.node("elu_" + i, "Elu", List.of(sum));
    }
    return graph.output(layer, 1, sizes[last]).build();
  }

  private static float[] uniform(Random random, int count, float bound) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (2 * random.nextFloat() - 1) * bound;
    }
    return values;
  }
}

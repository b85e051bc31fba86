package io.escapement.policy.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * A policy with pseudo-random weights that carries a memory of tokens from inference to inference,
 * as SeedPolicy does: the observation asks the memory by attention, and then updates every token;
 * its behaviour means nothing. The first memory is learned, and so is not zero.
 */
public final class SeededMemory {

  private static final int OPSET = 18;

  private SeededMemory() {}

  /**
   * Makes the model: float32 inputs {@code obs [1, observations], memory [1, tokens, width]},
   * float32 outputs {@code actions [1, actions], memory_out [1, tokens, width]}, opset 18. Each
   * token of the memory keeps a mean of 0 and a variance of 1.
   *
   * @param seed the seed; the same seed and sizes give the same bytes
   * @param observations size of the observation
   * @param tokens number of tokens
   * @param width size of a token, 2 or more
   * @param actions number of actions
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if a size is too small
   */
  public static byte[] model(long seed, int observations, int tokens, int width, int actions) {
    SeededLayers.requirePositive("observations", observations);
    SeededLayers.requirePositive("tokens", tokens);
    SeededLayers.requirePositive("width less 1", width - 1);
    SeededLayers.requirePositive("actions", actions);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("seeded_memory", OPSET);
    SeededLayers layers = new SeededLayers(graph, seed);
    String obs = graph.input("obs", 1, observations);
    String memory = graph.input("memory", 1, tokens, width);

    String query = layers.perceptron("query", obs, observations, 32, width);
    String column = layers.reshape("query.column", query, 1, width, 1);
    String scores = graph.node("scores", "MatMul", List.of(memory, column));
    String weights =
        graph.node("weights", "Softmax", List.of(scores), new OnnxAttribute.Int("axis", 1));
    String weighted = graph.node("weighted", "Mul", List.of(memory, weights));
    String axis = graph.constant("token_axis", new long[] {1}, 1);
    String recalled =
        graph.node(
            "recalled", "ReduceSum", List.of(weighted, axis), new OnnxAttribute.Int("keepdims", 0));
    String both = layers.concat("both", 1, List.of(obs, recalled));
    layers.perceptron("actions", both, observations + width, 32, actions);

    String change = layers.perceptron("change", both, observations + width, 32, tokens * width);
    String shaped = layers.reshape("change.tokens", change, 1, tokens, width);
    String changed = graph.node("changed", "Add", List.of(memory, shaped));
    String scale = graph.constant("norm.scale", filled(width, 1), width);
    String offset = graph.constant("norm.offset", filled(width, 0), width);
    graph.node("memory_out", "LayerNormalization", List.of(changed, scale, offset));
    return graph.output("actions", 1, actions).output("memory_out", 1, tokens, width).build();
  }

  /**
   * The memory to start with and to return to on a reset.
   *
   * @param seed the model's seed
   * @param tokens number of tokens
   * @param width size of a token
   * @return tokens * width values within [-1, 1], token by token
   */
  public static float[] initial(long seed, int tokens, int width) {
    OnnxGraphBuilder nowhere = new OnnxGraphBuilder("seeded_memory_initial", OPSET);
    return new SeededLayers(nowhere, ~seed).uniform(tokens * width, 1);
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }
}

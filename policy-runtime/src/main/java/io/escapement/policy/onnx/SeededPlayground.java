package io.escapement.policy.onnx;

import java.util.List;

/**
 * A policy with pseudo-random weights, built as MuJoCo Playground and brax build theirs: the
 * normaliser inside, swish between the layers, a squashed mean; its behaviour means nothing.
 */
public final class SeededPlayground {

  private static final int OPSET = 11;
  private static final int HIDDEN = 32;

  private SeededPlayground() {}

  /**
   * Makes the model: float32 input {@code obs [1, observations]}, float32 output {@code
   * continuous_actions [1, actions]} within [-1, 1], opset 11.
   *
   * @param seed the seed; the same seed and sizes give the same bytes
   * @param observations size of the observation
   * @param actions number of actions
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if a size is not positive
   */
  public static byte[] model(long seed, int observations, int actions) {
    SeededLayers.requirePositive("observations", observations);
    SeededLayers.requirePositive("actions", actions);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("seeded_playground", OPSET);
    SeededLayers layers = new SeededLayers(graph, seed);
    String obs = graph.input("obs", 1, observations);
    String mean = graph.constant("mean", layers.uniform(observations, 0.5f), observations);
    String std = graph.constant("std", deviations(layers, observations), observations);
    String centred = graph.node("centred", "Sub", List.of(obs, mean));
    String normal = graph.node("normalised", "Div", List.of(centred, std));
    String sum = layers.linear("hidden.sum", normal, observations, HIDDEN);
    String gate = graph.node("hidden.gate", "Sigmoid", List.of(sum));
    String hidden = graph.node("hidden", "Mul", List.of(sum, gate));
    // The scale of the distribution is computed beside the mean, and dropped.
    String parameters = layers.linear("parameters", hidden, HIDDEN, 2 * actions);
    graph.node(
        List.of("loc", "scale"), "Split", List.of(parameters), new OnnxAttribute.Int("axis", 1));
    graph.node("continuous_actions", "Tanh", List.of("loc"));
    return graph.output("continuous_actions", 1, actions).build();
  }

  /** Between a half and one and a half. */
  private static float[] deviations(SeededLayers layers, int count) {
    float[] values = layers.uniform(count, 0.5f);
    for (int i = 0; i < count; i++) {
      values[i] += 1;
    }
    return values;
  }
}

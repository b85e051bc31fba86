package io.escapement.policy.onnx;

import java.util.List;

/**
 * Policies with pseudo-random weights as Stable-Baselines3's export recipe leaves them: the input
 * is called {@code input}, outputs have only the numbers that the exporter gave their tensors;
 * their behaviour means nothing.
 */
public final class SeededStableBaselines {

  private static final int OPSET = 17;
  private static final int HIDDEN = 32;

  private SeededStableBaselines() {}

  /**
   * PPO: float32 input {@code input [1, observations]}, three float32 outputs without a name of
   * their own: actions [1, actions], values [1, 1], log-probability [1] of the most likely action,
   * which is the one given.
   *
   * @param seed the seed; the same seed and sizes give the same bytes
   * @param observations size of the observation
   * @param actions number of actions
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if a size is not positive
   */
  public static byte[] ppo(long seed, int observations, int actions) {
    SeededLayers layers = start(seed, observations, actions);
    OnnxGraphBuilder graph = layers.graph();
    String mean = layers.perceptron("24", "input", observations, HIDDEN, actions);
    String value = layers.perceptron("21", "input", observations, HIDDEN, 1);
    String deviation = graph.constant("log_std", layers.uniform(actions, 0.5f), 1, actions);
    String axis = graph.constant("axis", new long[] {1}, 1);
    String sum =
        graph.node(
            "28", "ReduceSum", List.of(deviation, axis), new OnnxAttribute.Int("keepdims", 0));
    float atMean = (float) (-0.5 * actions * StrictMath.log(2 * StrictMath.PI));
    String constant = graph.constant("29", new float[] {atMean}, 1);
    String likelihood = graph.node("30", "Sub", List.of(constant, sum));
    return graph.output(mean, 1, actions).output(value, 1, 1).output(likelihood, 1).build();
  }

  /**
   * SAC: float32 input {@code input [1, observations]}, one float32 output without a name of its
   * own: the squashed mean [1, actions], within [-1, 1].
   *
   * @param seed the seed; the same seed and sizes give the same bytes
   * @param observations size of the observation
   * @param actions number of actions
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if a size is not positive
   */
  public static byte[] sac(long seed, int observations, int actions) {
    SeededLayers layers = start(seed, observations, actions);
    String mean = layers.perceptron("15", "input", observations, HIDDEN, actions);
    return layers
        .graph()
        .output(layers.graph().node("16", "Tanh", List.of(mean)), 1, actions)
        .build();
  }

  private static SeededLayers start(long seed, int observations, int actions) {
    SeededLayers.requirePositive("observations", observations);
    SeededLayers.requirePositive("actions", actions);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("torch_jit", OPSET);
    graph.input("input", 1, observations);
    return new SeededLayers(graph, seed);
  }
}

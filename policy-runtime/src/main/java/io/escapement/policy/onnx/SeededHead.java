package io.escapement.policy.onnx;

import java.util.List;

/**
 * Policies with pseudo-random weights that give the parameters of a distribution of actions instead
 * of an action, under the names that exporters use; their behaviour means nothing.
 */
public final class SeededHead {

  private static final int OPSET = 18;
  private static final int HIDDEN = 32;

  private SeededHead() {}

  /**
   * A Gaussian as rl_games exports it: float32 input {@code obs [1, observations]}, float32 outputs
   * {@code mu [1, actions], log_std [1, actions], value [1, 1]}; the deviation does not depend on
   * the observation.
   *
   * @param seed the seed; the same seed and sizes give the same bytes
   * @param observations size of the observation
   * @param actions number of actions
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if a size is not positive
   */
  public static byte[] gaussian(long seed, int observations, int actions) {
    SeededLayers layers = start(seed, "seeded_gaussian", observations, actions);
    OnnxGraphBuilder graph = layers.graph();
    layers.perceptron("mu", "obs", observations, HIDDEN, actions);
    String deviation =
        graph.constant("sigma", centred(layers.uniform(actions, 0.5f), -1), 1, actions);
    graph.node("log_std", "Identity", List.of(deviation));
    layers.perceptron("value", "obs", observations, HIDDEN, 1);
    graph.output("mu", 1, actions).output("log_std", 1, actions).output("value", 1, 1);
    return graph.build();
  }

  /**
   * A Gaussian whose deviation depends on the observation, in one tensor: float32 input {@code obs
   * [1, observations]}, float32 output {@code distribution [1, 2 * actions]}, all means before all
   * logarithms of the deviation.
   *
   * @param seed the seed; the same seed and sizes give the same bytes
   * @param observations size of the observation
   * @param actions number of actions
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if a size is not positive
   */
  public static byte[] stateDependentGaussian(long seed, int observations, int actions) {
    SeededLayers layers = start(seed, "seeded_state_dependent_gaussian", observations, actions);
    addMeanAndDeviation(layers, observations, actions);
    layers.concat("distribution", 1, List.of("mean", "log_std"));
    return layers.graph().output("distribution", 1, 2L * actions).build();
  }

  /**
   * A Gaussian in two tensors, meant to be squashed by a hyperbolic tangent as SAC does: float32
   * input {@code obs [1, observations]}, float32 outputs {@code mean [1, actions], log_std [1,
   * actions]}, neither of them squashed yet.
   *
   * @param seed the seed; the same seed and sizes give the same bytes
   * @param observations size of the observation
   * @param actions number of actions
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if a size is not positive
   */
  public static byte[] unsquashedGaussian(long seed, int observations, int actions) {
    SeededLayers layers = start(seed, "seeded_unsquashed_gaussian", observations, actions);
    addMeanAndDeviation(layers, observations, actions);
    return layers.graph().output("mean", 1, actions).output("log_std", 1, actions).build();
  }

  /**
   * A Beta distribution: float32 input {@code obs [1, observations]}, float32 outputs {@code alpha
   * [1, actions], beta [1, actions]}, both above 1, so that there is one mode.
   *
   * @param seed the seed; the same seed and sizes give the same bytes
   * @param observations size of the observation
   * @param actions number of actions
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if a size is not positive
   */
  public static byte[] beta(long seed, int observations, int actions) {
    SeededLayers layers = start(seed, "seeded_beta", observations, actions);
    OnnxGraphBuilder graph = layers.graph();
    String one = graph.constant("one", new float[] {1}, 1);
    for (String parameter : List.of("alpha", "beta")) {
      String raw = layers.perceptron(parameter + ".raw", "obs", observations, HIDDEN, actions);
      String positive = graph.node(parameter + ".positive", "Softplus", List.of(raw));
      graph.node(parameter, "Add", List.of(positive, one));
    }
    return graph.output("alpha", 1, actions).output("beta", 1, actions).build();
  }

  private static SeededLayers start(long seed, String name, int observations, int actions) {
    SeededLayers.requirePositive("observations", observations);
    SeededLayers.requirePositive("actions", actions);
    OnnxGraphBuilder graph = new OnnxGraphBuilder(name, OPSET);
    graph.input("obs", 1, observations);
    return new SeededLayers(graph, seed);
  }

  private static void addMeanAndDeviation(SeededLayers layers, int observations, int actions) {
    layers.perceptron("mean", "obs", observations, HIDDEN, actions);
    String raw = layers.perceptron("log_std.raw", "obs", observations, HIDDEN, actions);
    String below = layers.graph().constant("log_std.centre", new float[] {-1}, 1);
    layers.graph().node("log_std", "Add", List.of(raw, below));
  }

  private static float[] centred(float[] values, float centre) {
    for (int i = 0; i < values.length; i++) {
      values[i] += centre;
    }
    return values;
  }
}

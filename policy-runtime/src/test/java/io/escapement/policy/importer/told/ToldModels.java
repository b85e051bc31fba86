package io.escapement.policy.importer.told;

import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.util.Arrays;
import java.util.List;

/** Models with the tensors that each exporter's source gives them; their weights mean nothing. */
final class ToldModels {

  private ToldModels() {}

  /** MuJoCo Playground and Open Duck: {@code obs -> continuous_actions}, squashed. */
  static byte[] playground(int observations, int actions) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("playground", 11);
    String layer = linear(graph, "layer", observations, actions, 0.3f);
    return graph
        .output(graph.node("continuous_actions", "Tanh", List.of(layer)), 1, actions)
        .build();
  }

  /**
   * rl_games: {@code obs -> mu, log_std, value}; mu is {@code gain} times the observation's sum.
   */
  static byte[] rlGames(int observations, int actions, float gain) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("rl_games", 12);
    String mu = linear(graph, "mu", observations, actions, gain);
    String value = linear(graph, "value", observations, 1, gain);
    String spread = graph.constant("spread", new float[actions], 1, actions);
    String logStd = graph.node("log_std", "Add", List.of(spread, mu));
    return graph.output(mu, 1, actions).output(logStd, 1, actions).output(value, 1, 1).build();
  }

  private static String linear(
      OnnxGraphBuilder graph, String name, int observations, int actions, float gain) {
    if (name.equals("mu") || name.equals("layer")) {
      graph.input("obs", 1, observations);
    }
    float[] weights = new float[observations * actions];
    Arrays.fill(weights, gain);
    String weight = graph.constant(name + ".weight", weights, observations, actions);
    return graph.node(name, "MatMul", List.of("obs", weight));
  }
}

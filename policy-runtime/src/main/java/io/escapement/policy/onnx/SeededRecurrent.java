package io.escapement.policy.onnx;

import java.util.ArrayList;
import java.util.List;

/** Makes a recurrent policy as rsl_rl exports one: the layers, then a perceptron. */
final class SeededRecurrent {

  private static final int OPSET = 18;

  private SeededRecurrent() {}

  static byte[] model(
      RecurrentCell cell, long seed, int observations, int hidden, int layers, int actions) {
    SeededLayers.requirePositive("observations", observations);
    SeededLayers.requirePositive("hidden", hidden);
    SeededLayers.requirePositive("layers", layers);
    SeededLayers.requirePositive("actions", actions);
    OnnxGraphBuilder graph =
        new OnnxGraphBuilder(cell == RecurrentCell.GRU ? "seeded_gru" : "seeded_lstm", OPSET);
    SeededLayers drawn = new SeededLayers(graph, seed);
    String obs = graph.input("obs", 1, observations);
    List<RecurrentWeights> weights = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      weights.add(RecurrentWeights.draw(drawn, cell, layer == 0 ? observations : hidden, hidden));
    }
    RecurrentStack stack = RecurrentStack.declare(graph, weights);
    drawn.perceptron("actions", stack.step(obs), hidden, hidden, actions);
    graph.output("actions", 1, actions);
    stack.declareOutputs();
    return graph.build();
  }
}

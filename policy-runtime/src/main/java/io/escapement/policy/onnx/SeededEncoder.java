package io.escapement.policy.onnx;

import java.util.List;

/**
 * An encoder with pseudo-random weights: what a diffusion or flow policy computes once from an
 * observation, before its denoiser runs several times.
 */
public final class SeededEncoder {

  private SeededEncoder() {}

  /**
   * Makes the model: float32 input {@code obs [1, observations]}, float32 output {@code cond [1,
   * condition]} within [-1, 1], opset 18.
   *
   * @param seed the seed; the same seed and sizes give the same bytes
   * @param observations size of the observation, all its history included
   * @param condition size of the condition
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if a size is not positive
   */
  public static byte[] model(long seed, int observations, int condition) {
    SeededLayers.requirePositive("observations", observations);
    SeededLayers.requirePositive("condition", condition);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("seeded_encoder", 18);
    SeededLayers layers = new SeededLayers(graph, seed);
    String obs = graph.input("obs", 1, observations);
    String raw = layers.perceptron("cond.raw", obs, observations, 32, condition);
    graph.node("cond", "Tanh", List.of(raw));
    return graph.output("cond", 1, condition).build();
  }
}

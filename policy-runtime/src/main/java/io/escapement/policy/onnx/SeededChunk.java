package io.escapement.policy.onnx;

import java.util.List;

/**
 * A policy with pseudo-random weights that gives a chunk of actions at once; actions run smoothly
 * within a chunk and stay within [-1, 1], but mean nothing.
 */
public final class SeededChunk {

  private static final int OPSET = 18;

  /** What the model has beside observation and chunk. */
  public enum Part {
    /** Input {@code previous_action [1, actions]}, as open-loop sequence policies (SRL) take it. */
    PREVIOUS_ACTION,
    /**
     * Output {@code q [1, horizon]}: the value of executing the chunk's actions up to each one.
     * Only actions up to an element bear on it.
     */
    CRITIC
  }

  private SeededChunk() {}

  /**
   * Makes the model: float32 input {@code obs [1, observations]}, float32 output {@code actions [1,
   * horizon, actions]}, opset 18, and the parts asked for.
   *
   * @param seed the seed; the same seed, sizes and parts give the same bytes
   * @param observations size of the observation
   * @param horizon number of actions in a chunk
   * @param actions size of an action
   * @param parts further inputs and outputs, in any order
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if a size is not positive
   */
  public static byte[] model(long seed, int observations, int horizon, int actions, Part... parts) {
    SeededLayers.requirePositive("observations", observations);
    SeededLayers.requirePositive("horizon", horizon);
    SeededLayers.requirePositive("actions", actions);
    List<Part> wanted = List.of(parts);
    OnnxGraphBuilder graph = new OnnxGraphBuilder("seeded_chunk", OPSET);
    SeededLayers layers = new SeededLayers(graph, seed);
    String obs = graph.input("obs", 1, observations);
    String features = obs;
    int inputs = observations;
    if (wanted.contains(Part.PREVIOUS_ACTION)) {
      String previous = graph.input("previous_action", 1, actions);
      features = layers.concat("features", 1, List.of(obs, previous));
      inputs += actions;
    }
    String chunk = SmoothChunk.add(layers, "actions", features, inputs, horizon, actions);
    graph.output(chunk, 1, horizon, actions);
    if (wanted.contains(Part.CRITIC)) {
      addCritic(layers, obs, observations, chunk, horizon, actions);
      graph.output("q", 1, horizon);
    }
    return graph.build();
  }

  /** A score an action, summed up to each element, beside what the observation alone is worth. */
  private static void addCritic(
      SeededLayers layers, String obs, int observations, String chunk, int horizon, int actions) {
    OnnxGraphBuilder graph = layers.graph();
    String weight = graph.constant("q.weight", layers.uniform(actions, 1), actions, 1);
    String column = graph.node("q.column", "MatMul", List.of(chunk, weight));
    String scores = layers.reshape("q.scores", column, 1, horizon);
    String upTo = graph.constant("q.up_to", upperTriangle(horizon), horizon, horizon);
    String sums = graph.node("q.sums", "MatMul", List.of(scores, upTo));
    String ground = layers.perceptron("q.ground", obs, observations, 16, horizon);
    graph.node("q", "Add", List.of(sums, ground));
  }

  private static float[] upperTriangle(int size) {
    float[] values = new float[size * size];
    for (int row = 0; row < size; row++) {
      for (int column = row; column < size; column++) {
        values[row * size + column] = 1;
      }
    }
    return values;
  }
}

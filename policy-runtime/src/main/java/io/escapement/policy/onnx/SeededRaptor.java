package io.escapement.policy.onnx;

import java.util.List;

/**
 * A network of the shape of RAPTOR's quadrotor policy with pseudo-random weights: a dense layer of
 * 16 ReLU, a GRU of 16, a linear layer of 4; its behaviour means nothing.
 */
public final class SeededRaptor {

  /** Size of the observation: position, rotation, two velocities and the previous action. */
  public static final int OBSERVATIONS = 22;

  /** Size of the state. */
  public static final int HIDDEN = 16;

  /** Number of rotors. */
  public static final int ACTIONS = 4;

  /** Number of weights, those of the learned first state among them. */
  public static final int PARAMETERS = 2084;

  /** Name of the constant [1, 1, 16] that holds the learned first state: zeros. */
  public static final String FIRST_STATE = "h_in.initial";

  private SeededRaptor() {}

  /**
   * Makes the model: float32 inputs {@code obs [1, 22], h_in [1, 1, 16]}, float32 outputs {@code
   * actions [1, 4], h_out [1, 1, 16]}, opset 18. The first state is learned with the rest and so
   * belongs to the file, but to no operator: whoever resets the policy writes it to {@code h_in}.
   *
   * @param seed the seed; the same seed gives the same bytes
   * @return the bytes of an ONNX file
   */
  public static byte[] model(long seed) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("seeded_raptor", 18);
    SeededLayers layers = new SeededLayers(graph, seed);
    String obs = graph.input("obs", 1, OBSERVATIONS);
    graph.constant(FIRST_STATE, new float[HIDDEN], 1, 1, HIDDEN);
    RecurrentStack stack =
        RecurrentStack.declare(
            graph, List.of(RecurrentWeights.draw(layers, RecurrentCell.GRU, HIDDEN, HIDDEN)));
    String dense = layers.layer("dense", "Relu", obs, OBSERVATIONS, HIDDEN);
    layers.linear("actions", stack.step(dense), HIDDEN, ACTIONS);
    graph.output("actions", 1, ACTIONS);
    stack.declareOutputs();
    return graph.build();
  }
}

package io.escapement.policy.onnx;

/**
 * Weights of one recurrent layer as PyTorch keeps them: one block of {@code hidden} rows a gate, in
 * PyTorch's order of gates.
 *
 * @param cell the kind of layer
 * @param inputs size of the layer's input
 * @param hidden size of its state
 * @param inputWeight {@code weight_ih} [gates * hidden, inputs], row by row
 * @param hiddenWeight {@code weight_hh} [gates * hidden, hidden], row by row
 * @param inputBias {@code bias_ih} [gates * hidden]
 * @param hiddenBias {@code bias_hh} [gates * hidden]
 */
record RecurrentWeights(
    RecurrentCell cell,
    int inputs,
    int hidden,
    float[] inputWeight,
    float[] hiddenWeight,
    float[] inputBias,
    float[] hiddenBias) {

  RecurrentWeights {
    int rows = cell.gates() * hidden;
    requireCount("input weights", inputWeight, rows * inputs);
    requireCount("hidden weights", hiddenWeight, rows * hidden);
    requireCount("input biases", inputBias, rows);
    requireCount("hidden biases", hiddenBias, rows);
  }

  /** Draws weights as PyTorch initialises such a layer: uniform within 1/sqrt(hidden). */
  static RecurrentWeights draw(SeededLayers layers, RecurrentCell cell, int inputs, int hidden) {
    int rows = cell.gates() * hidden;
    float bound = (float) (1 / StrictMath.sqrt(hidden));
    return new RecurrentWeights(
        cell,
        inputs,
        hidden,
        layers.uniform(rows * inputs, bound),
        layers.uniform(rows * hidden, bound),
        layers.uniform(rows, bound),
        layers.uniform(rows, bound));
  }

  private static void requireCount(String what, float[] values, int expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          what + ": expected " + expected + " values, found " + values.length);
    }
  }
}

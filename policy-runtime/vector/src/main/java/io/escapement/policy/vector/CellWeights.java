package io.escapement.policy.vector;

import io.escapement.policy.vector.Value.Signal;

/**
 * Weights of one direction of a recurrent layer, tiled. The gates (update and reset of a GRU;
 * input, output and forget of an LSTM) stand one behind the other, each filled up to whole vectors;
 * the candidate for the new state or cell is apart.
 *
 * @param hidden size of the state
 * @param inputGates from the input to the gates
 * @param inputGatesBias biases of the gates
 * @param inputCandidate from the input to the candidate
 * @param inputCandidateBias biases of the candidate
 * @param recurrentGates from the state to the gates
 * @param recurrentCandidate from the state to the candidate
 * @param recurrentCandidateBias biases of that product; null where they are in those of the input
 */
record CellWeights(
    int hidden,
    TiledMatrix inputGates,
    float[] inputGatesBias,
    TiledMatrix inputCandidate,
    float[] inputCandidateBias,
    TiledMatrix recurrentGates,
    TiledMatrix recurrentCandidate,
    float[] recurrentCandidateBias) {

  /**
   * Reads the operands W, R and B of a node.
   *
   * @param way 0, or 1 for the second direction
   * @param gates number of gates without the candidate, which is last in the file
   * @param isLinearBeforeReset whether the recurrent product of the candidate has its own biases
   */
  static CellWeights of(
      NodeContext node, int way, int gates, int hidden, int inputs, boolean isLinearBeforeReset)
      throws UnsupportedModelException {
    int rows = (gates + 1) * hidden;
    float[] w = part(node.constant(1, "input weights"), way, rows * inputs);
    float[] r = part(node.constant(2, "recurrent weights"), way, rows * hidden);
    float[] b = node.has(3) ? part(node.constant(3, "biases"), way, 2 * rows) : new float[2 * rows];
    int width = Lanes.padded(hidden);
    float[] gatesBias = new float[gates * width];
    float[] candidateBias = new float[width];
    float[] recurrentBias = isLinearBeforeReset ? new float[width] : null;
    for (int i = 0; i < hidden; i++) {
      for (int gate = 0; gate < gates; gate++) {
        gatesBias[gate * width + i] = b[gate * hidden + i] + b[rows + gate * hidden + i];
      }
      float recurrent = b[rows + gates * hidden + i];
      candidateBias[i] = b[gates * hidden + i];
      if (isLinearBeforeReset) {
        recurrentBias[i] = recurrent;
      } else {
        candidateBias[i] += recurrent;
      }
    }
    return new CellWeights(
        hidden,
        tiled(w, inputs, 0, gates, hidden),
        gatesBias,
        tiled(w, inputs, gates, 1, hidden),
        candidateBias,
        tiled(r, hidden, 0, gates, hidden),
        tiled(r, hidden, gates, 1, hidden),
        recurrentBias);
  }

  private static float[] part(Signal weights, int way, int elements)
      throws UnsupportedModelException {
    if (weights.elements() < (way + 1) * elements || weights.elements() % elements != 0) {
      throw new UnsupportedModelException("weights of the shape " + weights.shape());
    }
    float[] part = new float[elements];
    System.arraycopy(weights.data(), way * elements, part, 0, elements);
    return part;
  }

  private static TiledMatrix tiled(float[] rows, int inputs, int first, int gates, int hidden) {
    int width = Lanes.padded(hidden);
    return TiledMatrix.of(
        inputs,
        gates * width,
        (input, output) -> {
          int gate = output / width;
          int unit = output % width;
          return unit < hidden ? rows[((first + gate) * hidden + unit) * inputs + input] : 0;
        });
  }
}

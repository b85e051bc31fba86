package io.escapement.policy.onnx;

/**
 * A policy with long short-term memory (LSTM) and pseudo-random weights, with the inputs and
 * outputs that rsl_rl gives such a policy; its behaviour means nothing.
 */
public final class SeededLstm {

  private SeededLstm() {}

  /**
   * Makes the model: float32 inputs {@code obs [1, observations], h_in [layers, 1, hidden], c_in
   * [layers, 1, hidden]}, float32 outputs {@code actions [1, actions], h_out [layers, 1, hidden],
   * c_out [layers, 1, hidden]}, opset 18. A state of zeros starts it.
   *
   * @param seed the seed; the same seed and sizes give the same bytes
   * @param observations size of the observation
   * @param hidden size of the state of a layer
   * @param layers number of recurrent layers
   * @param actions number of actions
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if a size is not positive
   */
  public static byte[] model(long seed, int observations, int hidden, int layers, int actions) {
    return SeededRecurrent.model(RecurrentCell.LSTM, seed, observations, hidden, layers, actions);
  }
}

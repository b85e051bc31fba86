package io.escapement.policy.onnx;

/** A kind of recurrent layer, and how the order of its gates in ONNX follows from PyTorch's. */
enum RecurrentCell {
  /** PyTorch: reset, update, new; ONNX: update, reset, new. */
  GRU(1, 0, 2),
  /** PyTorch: input, forget, cell, output; ONNX: input, output, forget, cell. */
  LSTM(0, 3, 1, 2);

  private final int[] fromPyTorch;

  RecurrentCell(int... fromPyTorch) {
    this.fromPyTorch = fromPyTorch;
  }

  int gates() {
    return fromPyTorch.length;
  }

  /** Copies values, one equally long block a gate, into the order of ONNX. */
  float[] inOnnxOrder(float[] values) {
    int blockLength = values.length / gates();
    float[] ordered = new float[values.length];
    for (int gate = 0; gate < gates(); gate++) {
      System.arraycopy(
          values, fromPyTorch[gate] * blockLength, ordered, gate * blockLength, blockLength);
    }
    return ordered;
  }
}

package io.escapement.policy.vector;

/**
 * A constant matrix in the order in which {@link DenseKernels} reads it: blocks of 64, 32, 16 or 8
 * outputs, in each block the weights of the first input, then those of the second, and so on. One
 * product walks through the weights once, from the first to the last.
 */
final class TiledMatrix {

  private final float[] weights;
  private final int inputs;
  private final int outputs;

  private TiledMatrix(float[] weights, int inputs, int outputs) {
    this.weights = weights;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** An element of the matrix before it is tiled. */
  interface Element {
    float at(int input, int output);
  }

  /**
   * Lays a matrix out.
   *
   * @param inputs size of the vector that it will be multiplied with
   * @param outputs size of the product; filled up with zeros to whole vectors
   */
  static TiledMatrix of(int inputs, int outputs, Element element) {
    int paddedOutputs = Lanes.padded(outputs);
    float[] weights = new float[Math.multiplyExact(paddedOutputs, inputs)];
    int at = 0;
    for (int first = 0; first < paddedOutputs; ) {
      int width = width(paddedOutputs - first);
      for (int input = 0; input < inputs; input++) {
        for (int output = first; output < first + width; output++) {
          weights[at++] = output < outputs ? element.at(input, output) : 0;
        }
      }
      first += width;
    }
    return new TiledMatrix(weights, inputs, outputs);
  }

  /** How many outputs the next block takes when so many are left: a power of two, 64 at most. */
  static int width(int left) {
    return Math.min(DenseKernels.WIDEST, Integer.highestOneBit(left));
  }

  float[] weights() {
    return weights;
  }

  int inputs() {
    return inputs;
  }

  int outputs() {
    return outputs;
  }
}

package io.escapement.policy.onnx;

import java.util.Arrays;

/** One step of a recurrent layer in double precision, written down from PyTorch's equations. */
final class RecurrentReference {

  private final RecurrentWeights weights;

  RecurrentReference(RecurrentWeights weights) {
    this.weights = weights;
  }

  /** Gives the next h; for an LSTM, {@code c} is replaced by the next one. */
  double[] step(double[] x, double[] h, double[] c) {
    double[] fromInput = product(weights.inputWeight(), weights.inputBias(), x);
    double[] fromState = product(weights.hiddenWeight(), weights.hiddenBias(), h);
    return weights.cell() == RecurrentCell.GRU
        ? gru(fromInput, fromState, h)
        : lstm(fromInput, fromState, c);
  }

  private double[] gru(double[] fromInput, double[] fromState, double[] h) {
    int size = weights.hidden();
    double[] next = new double[size];
    for (int i = 0; i < size; i++) {
      double reset = sigmoid(fromInput[i] + fromState[i]);
      double update = sigmoid(fromInput[size + i] + fromState[size + i]);
      double candidate = StrictMath.tanh(fromInput[2 * size + i] + reset * fromState[2 * size + i]);
      next[i] = (1 - update) * candidate + update * h[i];
    }
    return next;
  }

  private double[] lstm(double[] fromInput, double[] fromState, double[] c) {
    int size = weights.hidden();
    double[] next = new double[size];
    for (int i = 0; i < size; i++) {
      double input = sigmoid(fromInput[i] + fromState[i]);
      double forget = sigmoid(fromInput[size + i] + fromState[size + i]);
      double cell = StrictMath.tanh(fromInput[2 * size + i] + fromState[2 * size + i]);
      double output = sigmoid(fromInput[3 * size + i] + fromState[3 * size + i]);
      c[i] = forget * c[i] + input * cell;
      next[i] = output * StrictMath.tanh(c[i]);
    }
    return next;
  }

  private static double[] product(float[] matrix, float[] bias, double[] x) {
    double[] result = new double[bias.length];
    Arrays.setAll(
        result,
        row -> {
          double sum = bias[row];
          for (int column = 0; column < x.length; column++) {
            sum += matrix[row * x.length + column] * x[column];
          }
          return sum;
        });
    return result;
  }

  private static double sigmoid(double value) {
    return 1 / (1 + StrictMath.exp(-value));
  }
}

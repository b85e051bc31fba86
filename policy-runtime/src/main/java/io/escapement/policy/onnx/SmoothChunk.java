package io.escapement.policy.onnx;

import io.escapement.controller.stage.Turns;
import java.util.List;

/**
 * Adds the end of a network that gives a chunk of actions: a few cosines over the horizon, whose
 * amplitudes follow from the features, so that each action runs smoothly and stays within [-1, 1].
 */
final class SmoothChunk {

  private static final int HIDDEN = 32;
  private static final int COSINES = 4;

  private SmoothChunk() {}

  /** Adds {@code result} [1, horizon, actions] from x [1, inputs]. */
  static String add(
      SeededLayers layers, String result, String x, int inputs, int horizon, int actions) {
    int cosines = Math.min(COSINES, horizon);
    String raw = layers.perceptron(result + ".raw", x, inputs, HIDDEN, cosines * actions);
    String bounded = layers.graph().node(result + ".bounded", "Tanh", List.of(raw));
    String amplitudes = layers.reshape(result + ".amplitudes", bounded, 1, cosines, actions);
    String basis =
        layers.graph().constant(result + ".basis", basis(horizon, cosines), horizon, cosines);
    return layers.graph().node(result, "MatMul", List.of(basis, amplitudes));
  }

  /** Cosines over the horizon; the k-th is weighted by 2^-(k+1), so that their sum is below 1. */
  private static float[] basis(int horizon, int cosines) {
    float[] values = new float[horizon * cosines];
    double weight = 1;
    for (int k = 0; k < cosines; k++) {
      weight /= 2;
      for (int step = 0; step < horizon; step++) {
        double turns = 0.5 * k * (step + 0.5) / horizon;
        values[step * cosines + k] = (float) (weight * Turns.cos(turns));
      }
    }
    return values;
  }
}

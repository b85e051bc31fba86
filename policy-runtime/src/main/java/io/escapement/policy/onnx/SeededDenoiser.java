package io.escapement.policy.onnx;

import io.escapement.controller.stage.Turns;
import java.util.List;

/**
 * The step of a diffusion or flow policy, with pseudo-random weights. Inside it guesses the whole
 * chunk, smooth and within [-1, 1], and gives it as what the sampler expects; so a sampler that
 * walks to its end arrives at a smooth chunk that depends on the condition and a little on the
 * noise, but means nothing.
 */
public final class SeededDenoiser {

  /** Number of time steps of the squared-cosine schedule that {@link Prediction#NOISE} follows. */
  public static final int TRAINING_STEPS = 100;

  private static final int OPSET = 18;
  private static final int CAST_TO_INT64 = 7;
  private static final float NOISE_SHARE = 0.2f;
  private static final float SHORTEST_TIME = 1e-3f;

  /** What the model predicts, and in which time. */
  public enum Prediction {
    /**
     * Output {@code v}, the velocity from data to noise: time 1 is noise, 0 is data, a sampler
     * takes {@code x <- x - v/n}.
     */
    VELOCITY_TO_NOISE("v"),
    /**
     * Output {@code v}, the velocity from noise to data: time 0 is noise, 1 is data, a sampler
     * takes {@code x <- x + v/n}.
     */
    VELOCITY_TO_DATA("v"),
    /** Output {@code eps}, the noise: time is a step of the schedule, 0 to 99. */
    NOISE("eps");

    private final String output;

    Prediction(String output) {
      this.output = output;
    }
  }

  private final OnnxGraphBuilder graph = new OnnxGraphBuilder("seeded_denoiser", OPSET);
  private final SeededLayers layers;

  private SeededDenoiser(long seed) {
    layers = new SeededLayers(graph, seed);
  }

  /**
   * Makes the model: float32 inputs {@code x_t [1, horizon, actions], t [1], cond [1, condition]},
   * float32 output {@code v} or {@code eps [1, horizon, actions]}, opset 18.
   *
   * @param seed the seed; the same seed, prediction and sizes give the same bytes
   * @param prediction what the output means
   * @param horizon number of actions in a chunk
   * @param actions size of an action
   * @param condition size of the condition
   * @return the bytes of an ONNX file
   * @throws IllegalArgumentException if a size is not positive
   */
  public static byte[] model(
      long seed, Prediction prediction, int horizon, int actions, int condition) {
    SeededLayers.requirePositive("horizon", horizon);
    SeededLayers.requirePositive("actions", actions);
    SeededLayers.requirePositive("condition", condition);
    return new SeededDenoiser(seed).build(prediction, horizon, actions, condition);
  }

  private byte[] build(Prediction prediction, int horizon, int actions, int condition) {
    String x = graph.input("x_t", 1, horizon, actions);
    String t = graph.input("t", 1);
    String cond = graph.input("cond", 1, condition);
    int elements = horizon * actions;
    String flat = layers.reshape("x_t.flat", x, 1, elements);
    String share = graph.constant("x_t.share", new float[] {NOISE_SHARE}, 1);
    String weak = graph.node("x_t.weak", "Mul", List.of(flat, share));
    String time = layers.reshape("t.column", relativeTime(prediction, t), 1, 1);
    String features = layers.concat("features", 1, List.of(weak, time, cond));
    String data =
        SmoothChunk.add(layers, "data", features, elements + 1 + condition, horizon, actions);
    switch (prediction) {
      case VELOCITY_TO_NOISE -> quotient(prediction, x, data, atLeast("t.left", t));
      case VELOCITY_TO_DATA -> {
        String one = graph.constant("one", new float[] {1}, 1);
        String left = graph.node("t.remaining", "Sub", List.of(one, t));
        quotient(prediction, data, x, atLeast("t.left", left));
      }
      case NOISE -> noise(x, t, data);
      default -> throw new AssertionError(prediction);
    }
    return graph.output(prediction.output, 1, horizon, actions).build();
  }

  /** The network sees a time within [0, 1]. */
  private String relativeTime(Prediction prediction, String t) {
    if (prediction != Prediction.NOISE) {
      return t;
    }
    String steps = graph.constant("t.steps", new float[] {TRAINING_STEPS}, 1);
    return graph.node("t.relative", "Div", List.of(t, steps));
  }

  private String atLeast(String result, String time) {
    String shortest = graph.constant(result + ".shortest", new float[] {SHORTEST_TIME}, 1);
    return graph.node(result, "Max", List.of(time, shortest));
  }

  private void quotient(Prediction prediction, String to, String from, String divisor) {
    String difference = graph.node("difference", "Sub", List.of(to, from));
    graph.node(prediction.output, "Div", List.of(difference, divisor));
  }

  /** {@code eps = (x - sqrt(abar) data) / sqrt(1 - abar)}. */
  private void noise(String x, String t, String data) {
    float[] signal = new float[TRAINING_STEPS];
    float[] noise = new float[TRAINING_STEPS];
    double kept = 1;
    for (int step = 0; step < TRAINING_STEPS; step++) {
      kept *= 1 - Math.min(1 - level(step + 1) / level(step), 0.999);
      signal[step] = (float) StrictMath.sqrt(kept);
      noise[step] = (float) StrictMath.sqrt(1 - kept);
    }
    String index =
        graph.node("t.index", "Cast", List.of(t), new OnnxAttribute.Int("to", CAST_TO_INT64));
    String signalTable = graph.constant("schedule.signal", signal, TRAINING_STEPS);
    String noiseTable = graph.constant("schedule.noise", noise, TRAINING_STEPS);
    String signalNow = graph.node("signal", "Gather", List.of(signalTable, index));
    String noiseNow = graph.node("noise", "Gather", List.of(noiseTable, index));
    String scaled = graph.node("data.scaled", "Mul", List.of(data, signalNow));
    quotient(Prediction.NOISE, x, scaled, noiseNow);
  }

  /** The squared cosine, up to its value at 0, which cancels. */
  private static double level(int step) {
    double cosine = Turns.cos(((double) step / TRAINING_STEPS + 0.008) / 1.008 / 4);
    return cosine * cosine;
  }
}

package io.escapement.policy.vector;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The same model in the vector engine and in ONNX Runtime, which judges it. Differences are
 * relative to the scale of the output: the largest difference of an element over the largest
 * magnitude of an element of that tensor, in all steps that were compared.
 */
final class EnginePair implements AutoCloseable {

  /** What is allowed: single precision, summed in another order. */
  static final double TOLERANCE = 1e-5;

  private final Side vector;
  private final Side judge;
  private final Map<String, Double> differences = new LinkedHashMap<>();
  private final Map<String, Double> scales = new LinkedHashMap<>();

  EnginePair(byte[] model, long... dynamicSizes) {
    this.vector = new Side(new VectorEngine(false), model, dynamicSizes);
    this.judge = new Side(new OnnxRuntimeEngine(), model, dynamicSizes);
  }

  /**
   * Evaluates steps on seeded inputs in a range; states go from each output to the input beside.
   */
  static void compare(byte[] model, long seed, int steps, float range, long... dynamicSizes) {
    try (EnginePair pair = new EnginePair(model, dynamicSizes)) {
      Random random = new Random(seed);
      for (int step = 0; step < steps; step++) {
        for (TensorMemory input : pair.judge.inputs) {
          if (step == 0 || pair.stateOf(input.tensor()) == null) {
            float[] values = new float[(int) input.elements()];
            for (int i = 0; i < values.length; i++) {
              values[i] = (2 * random.nextFloat() - 1) * range;
            }
            pair.put(input.tensor(), values);
          }
        }
        pair.step();
        for (TensorMemory input : pair.judge.inputs) {
          String state = pair.stateOf(input.tensor());
          if (state != null) {
            // Each engine goes on with its own state: errors add up as they would on a robot.
            pair.vector.carry(state, input.tensor());
            pair.judge.carry(state, input.tensor());
          }
        }
      }
      pair.requireAgreement();
    }
  }

  private String stateOf(String input) {
    String state = input.endsWith("_in") ? input.replaceAll("_in$", "_out") : input + "_out";
    return judge.outputs.stream().anyMatch(output -> output.tensor().equals(state)) ? state : null;
  }

  void put(String input, float... values) {
    vector.put(input, values);
    judge.put(input, values);
  }

  float[] vector(String output) {
    return vector.get(output);
  }

  float[] judge(String output) {
    return judge.get(output);
  }

  /** Runs both. */
  void step() {
    vector.run();
    judge.run();
    for (TensorMemory output : judge.outputs) {
      float[] expected = judge.get(output.tensor());
      float[] actual = vector.get(output.tensor());
      for (int i = 0; i < expected.length; i++) {
        boolean isSame =
            expected[i] == actual[i] || (Float.isNaN(expected[i]) && Float.isNaN(actual[i]));
        double difference = isSame ? 0 : Math.abs((double) expected[i] - actual[i]);
        merge(differences, output.tensor(), difference);
        if (Float.isFinite(expected[i])) {
          merge(scales, output.tensor(), Math.abs(expected[i]));
        }
      }
    }
  }

  private static void merge(Map<String, Double> maxima, String tensor, double value) {
    // A NaN stays.
    maxima.merge(tensor, value, Math::max);
  }

  void requireAgreement() {
    differences.forEach(
        (tensor, difference) -> {
          double scale = Math.max(scales.getOrDefault(tensor, 0.0), Float.MIN_NORMAL);
          if (!(difference <= TOLERANCE * scale)) {
            throw new AssertionError(
                tensor + ": differs by " + difference + " at a scale of " + scale);
          }
        });
  }

  @Override
  public void close() {
    vector.close();
    judge.close();
  }

  /** One engine with its model, bound to memory of its own. */
  private static final class Side {
    final InferenceModel model;
    final InferenceBinding binding;
    final List<TensorMemory> inputs;
    final List<TensorMemory> outputs;

    Side(InferenceEngine engine, byte[] bytes, long... dynamicSizes) {
      this.model = engine.load("model under test", bytes);
      int[] next = {0};
      this.inputs =
          model.signature().inputs().stream()
              .map(tensor -> memory(tensor, next, dynamicSizes))
              .toList();
      this.outputs =
          model.signature().outputs().stream()
              .map(tensor -> memory(tensor, next, dynamicSizes))
              .toList();
      this.binding = model.bind(inputs, outputs);
    }

    private static TensorMemory memory(TensorInfo tensor, int[] next, long... dynamicSizes) {
      List<Long> shape =
          tensor.shape().stream()
              .map(
                  size ->
                      size != TensorInfo.DYNAMIC
                          ? size
                          : Long.valueOf(dynamicSizes.length == 0 ? 1 : dynamicSizes[next[0]++]))
              .toList();
      int elements = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
      return new TensorMemory(
          tensor.name(),
          ByteBuffer.allocateDirect(Float.BYTES * elements).order(ByteOrder.nativeOrder()),
          shape);
    }

    private static FloatBuffer find(List<TensorMemory> tensors, String name) {
      return tensors.stream()
          .filter(tensor -> tensor.tensor().equals(name))
          .findFirst()
          .orElseThrow()
          .memory()
          .asFloatBuffer();
    }

    void put(String input, float... values) {
      find(inputs, input).put(values);
    }

    float[] get(String output) {
      FloatBuffer buffer = find(outputs, output);
      float[] values = new float[buffer.capacity()];
      buffer.get(values);
      return values;
    }

    void carry(String output, String input) {
      find(inputs, input).put(get(output));
    }

    void run() {
      if (!binding.run()) {
        throw new AssertionError(binding.failure());
      }
    }

    void close() {
      binding.close();
      model.close();
    }
  }
}

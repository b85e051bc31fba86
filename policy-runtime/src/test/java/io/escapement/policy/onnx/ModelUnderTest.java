package io.escapement.policy.onnx;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Loads a model in ONNX Runtime and evaluates it once: the judge of what the builder writes. */
public final class ModelUnderTest {

  private ModelUnderTest() {}

  /** Evaluates a model with one input and returns an output; dynamic sizes are the input's. */
  static float[] evaluate(byte[] model, String input, String output, float... values) {
    try (InferenceModel loaded = new OnnxRuntimeEngine().load("model under test", model)) {
      TensorMemory given = memory(loaded.signature().input(input).orElseThrow(), values.length);
      TensorMemory wanted = memory(loaded.signature().output(output).orElseThrow(), values.length);
      try (InferenceBinding binding = loaded.bind(List.of(given), List.of(wanted))) {
        given.memory().asFloatBuffer().put(values);
        if (!binding.run()) {
          throw new AssertionError(binding.failure());
        }
        float[] answer = new float[(int) wanted.elements()];
        wanted.memory().asFloatBuffer().get(answer);
        return answer;
      }
    }
  }

  /** Evaluates a model without dynamic sizes; gives all its outputs by name. */
  public static Map<String, float[]> evaluate(byte[] model, Map<String, float[]> inputs) {
    try (InferenceModel loaded = new OnnxRuntimeEngine().load("model under test", model)) {
      List<TensorMemory> given =
          loaded.signature().inputs().stream().map(tensor -> memory(tensor, 1)).toList();
      List<TensorMemory> wanted =
          loaded.signature().outputs().stream().map(tensor -> memory(tensor, 1)).toList();
      try (InferenceBinding binding = loaded.bind(given, wanted)) {
        for (TensorMemory tensor : given) {
          float[] values = inputs.get(tensor.tensor());
          if (values == null || values.length != tensor.elements()) {
            throw new AssertionError("input " + tensor.tensor() + ": " + tensor.shape());
          }
          tensor.memory().asFloatBuffer().put(values);
        }
        if (!binding.run()) {
          throw new AssertionError(binding.failure());
        }
        Map<String, float[]> answers = new LinkedHashMap<>();
        for (TensorMemory tensor : wanted) {
          float[] answer = new float[(int) tensor.elements()];
          tensor.memory().asFloatBuffer().get(answer);
          answers.put(tensor.tensor(), answer);
        }
        return answers;
      }
    }
  }

  /** Inputs and outputs of a model as text, such as {@code x float32[1, 2] -> y float32[1]}. */
  static String ports(byte[] model) {
    try (InferenceModel loaded = new OnnxRuntimeEngine().load("model under test", model)) {
      return text(loaded.signature().inputs()) + " -> " + text(loaded.signature().outputs());
    }
  }

  private static String text(List<TensorInfo> tensors) {
    return tensors.stream().map(TensorInfo::toString).collect(Collectors.joining(", "));
  }

  /** Values between -1 and 1 that are the same for the same seed. */
  static float[] values(long seed, int count) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  private static TensorMemory memory(TensorInfo tensor, long dynamicSize) {
    List<Long> shape =
        tensor.shape().stream()
            .map(size -> size == TensorInfo.DYNAMIC ? dynamicSize : size)
            .toList();
    int elements = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    return new TensorMemory(
        tensor.name(),
        ByteBuffer.allocateDirect(Float.BYTES * elements).order(ByteOrder.nativeOrder()),
        shape);
  }

  /** Reads an entry of the model's metadata. */
  static String metadata(byte[] model, String key) {
    return OnnxSummary.read(model).metadata().get(key);
  }
}

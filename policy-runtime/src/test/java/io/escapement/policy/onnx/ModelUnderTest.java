package io.escapement.policy.onnx;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.OnnxRuntimeEngine;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Loads a model in ONNX Runtime and evaluates it once: the judge of what the builder writes. */
final class ModelUnderTest {

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

package io.escapement.policy.importer.leapp;

import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values of an output that a bundle declares as a constant: the model is evaluated twice, on
 * different inputs, and must give the same numbers.
 */
final class LeappGains {

  private LeappGains() {}

  /**
   * Evaluates the model.
   *
   * @param where the model's file, for people
   * @param model its bytes
   * @param output the output
   * @return its values; empty if they depend on the input, or the model cannot be evaluated here
   */
  static Optional<PerElement> constant(String where, byte[] model, String output) {
    try (InferenceModel loaded = new OnnxRuntimeEngine().load(where, model)) {
      List<Double> atZero = values(loaded, output, 0f);
      List<Double> elsewhere = values(loaded, output, 0.73f);
      return !atZero.isEmpty() && atZero.equals(elsewhere)
          ? Optional.of(new PerElement(atZero))
          : Optional.empty();
    }
  }

  private static List<Double> values(InferenceModel model, String output, float fill) {
    List<TensorMemory> inputs = new ArrayList<>();
    for (TensorInfo input : model.signature().inputs()) {
      TensorMemory memory = memory(input);
      for (int i = 0; i < memory.elements(); i++) {
        memory.memory().putFloat(Float.BYTES * i, fill);
      }
      inputs.add(memory);
    }
    TensorMemory result = null;
    List<TensorMemory> outputs = new ArrayList<>();
    for (TensorInfo tensor : model.signature().outputs()) {
      TensorMemory memory = memory(tensor);
      outputs.add(memory);
      result = tensor.name().equals(output) ? memory : result;
    }
    List<Double> values = new ArrayList<>();
    try (InferenceBinding binding = model.bind(inputs, outputs)) {
      if (result != null && binding.run()) {
        for (int i = 0; i < result.elements(); i++) {
          values.add((double) result.memory().getFloat(Float.BYTES * i));
        }
      }
    }
    return values;
  }

  private static TensorMemory memory(TensorInfo tensor) {
    List<Long> shape =
        tensor.shape().stream().map(size -> size == TensorInfo.DYNAMIC ? 1L : size).toList();
    long elements = shape.stream().reduce(1L, Math::multiplyExact);
    return new TensorMemory(
        tensor.name(),
        ByteBuffer.allocateDirect(Math.toIntExact(Float.BYTES * elements))
            .order(ByteOrder.nativeOrder()),
        shape);
  }
}

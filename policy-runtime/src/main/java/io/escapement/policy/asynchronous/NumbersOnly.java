package io.escapement.policy.asynchronous;

import io.escapement.policy.inference.InferenceBinding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Refuses to ask a model about inputs that are NaN somewhere: gated and recurrent operators of an
 * engine may turn such a one into a number, and a sensor's failure would pass unnoticed.
 */
final class NumbersOnly implements InferenceBinding {

  private static final String REFUSAL = "an input is not a number";

  private final InferenceBinding binding;
  private final ByteBuffer[] inputs;
  private boolean refused;

  /**
   * Creates the guard, which closes the binding.
   *
   * @param binding asks the model
   * @param inputs what it asks about, floats in native order
   */
  NumbersOnly(InferenceBinding binding, List<ByteBuffer> inputs) {
    this.binding = binding;
    this.inputs =
        inputs.stream()
            .map(input -> input.duplicate().order(ByteOrder.nativeOrder()))
            .toArray(ByteBuffer[]::new);
  }

  @Override
  public boolean run() {
    for (ByteBuffer input : inputs) {
      for (int at = 0; at < input.capacity(); at += Float.BYTES) {
        if (Float.isNaN(input.getFloat(at))) {
          refused = true;
          return false;
        }
      }
    }
    return binding.run();
  }

  @Override
  public String failure() {
    String failure = binding.failure();
    return failure.isEmpty() && refused ? REFUSAL : failure;
  }

  @Override
  public void close() {
    binding.close();
  }
}

package io.escapement.policy.inference.choice;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A model as a run binds it, over memory of its own: states are carried over as the run would, and
 * what is new at each inference is drawn. Not for the loop's thread.
 */
public final class Trial implements AutoCloseable {

  /** Observations are scaled to about one; twice that covers what a robot shows. */
  private static final double GREATEST = 2;

  private final ModelUse use;
  private final Map<String, ByteBuffer> memories = new HashMap<>();
  private final InferenceBinding binding;

  /**
   * Binds a model.
   *
   * @param use how the run uses it
   * @param model the loaded model, which stays the caller's
   * @throws io.escapement.controller.config.PreflightException if the model does not fit its use
   */
  public Trial(ModelUse use, InferenceModel model) {
    this.use = use;
    List<TensorMemory> inputs = new ArrayList<>();
    List<TensorMemory> outputs = new ArrayList<>();
    use.inputs().forEach(input -> inputs.add(memory(input.tensor())));
    use.outputs().forEach(output -> outputs.add(memory(output)));
    binding = model.bind(inputs, outputs);
    start();
  }

  private TensorMemory memory(ModelUse.Tensor tensor) {
    ByteBuffer memory =
        ByteBuffer.allocateDirect(tensor.type().bytes() * tensor.size())
            .order(ByteOrder.nativeOrder());
    memories.put(tensor.name(), memory);
    return new TensorMemory(tensor.name(), memory, tensor.shape());
  }

  /** Puts every input to what it is at a start, zero where it is new at each inference. */
  void start() {
    for (ModelUse.Input input : use.inputs()) {
      for (int i = 0; i < input.tensor().size(); i++) {
        put(input.tensor(), i, input.start().isPresent() ? input.start().get().get(i) : 0);
      }
    }
  }

  /** Puts given values into an input. */
  void give(Map<String, List<Double>> values) {
    for (ModelUse.Input input : use.inputs()) {
      List<Double> given = values.get(input.tensor().name());
      for (int i = 0; given != null && i < input.tensor().size(); i++) {
        put(input.tensor(), i, given.get(i));
      }
    }
  }

  /**
   * Draws what is new at each inference.
   *
   * @param random gives it
   */
  public void draw(SplittableRandom random) {
    for (ModelUse.Input input : use.inputs()) {
      if (input.start().isEmpty()) {
        for (int i = 0; i < input.tensor().size(); i++) {
          put(input.tensor(), i, random.nextDouble(-GREATEST, GREATEST));
        }
      }
    }
  }

  private void put(ModelUse.Tensor tensor, int index, double value) {
    ByteBuffer memory = memories.get(tensor.name());
    TensorType type = tensor.type();
    int at = type.bytes() * index;
    switch (type) {
      case FLOAT32 -> memory.putFloat(at, (float) value);
      case FLOAT64 -> memory.putDouble(at, value);
      case INT64 -> memory.putLong(at, (long) value);
      case INT32 -> memory.putInt(at, (int) value);
      case UINT8, INT8, BOOL -> memory.put(at, (byte) (value == 0 ? 0 : 1));
      // Half precision stays zero, and no engine binds any other.
      case FLOAT16, OTHER -> {}
    }
  }

  /**
   * Evaluates the model.
   *
   * @return false if the engine refused
   */
  public boolean run() {
    return binding.run();
  }

  /** Why the engine refused. */
  String failure() {
    return binding.failure();
  }

  /** Carries the states over to the next inference. */
  public void carry() {
    for (ModelUse.Input input : use.inputs()) {
      if (input.from().isPresent()) {
        ByteBuffer from = memories.get(input.from().get());
        memories.get(input.tensor().name()).put(0, from, 0, from.capacity());
      }
    }
  }

  /** An element of an output; NaN for a type that is not compared. */
  double output(ModelUse.Tensor tensor, int index) {
    ByteBuffer memory = memories.get(tensor.name());
    int at = tensor.type().bytes() * index;
    return switch (tensor.type()) {
      case FLOAT32 -> memory.getFloat(at);
      case FLOAT64 -> memory.getDouble(at);
      case INT64 -> memory.getLong(at);
      case INT32 -> memory.getInt(at);
      case UINT8, INT8, BOOL -> memory.get(at);
      case FLOAT16, OTHER -> Double.NaN;
    };
  }

  /** Releases the binding; the model stays the caller's. */
  @Override
  public void close() {
    binding.close();
  }
}

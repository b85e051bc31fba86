package io.escapement.policy.stage;

import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model bound to memory of its own, beside any record: for golden vectors, and for what a model
 * gives before its first inference. Inputs begin as at a start: states and constants as the bundle
 * says, clocks one step before their start, all else zero. Not for the loop's thread.
 */
final class DetachedModel implements AutoCloseable {

  private final Map<String, ByteBuffer> memories = new HashMap<>();
  private final InferenceBinding binding;

  DetachedModel(InferenceModel model, BoundModel tensors, PolicyBundle bundle) {
    List<TensorMemory> inputs = new ArrayList<>();
    List<TensorMemory> outputs = new ArrayList<>();
    inputs.add(memory(tensors.observation()));
    for (BoundTensor input : tensors.inputs()) {
      inputs.add(memory(input));
      InputSpec spec = bundle.tensors().inputs().get(input.tensor());
      if (spec instanceof InputSpec.Clock clock) {
        fill(input, new double[] {clock.start() - clock.step()});
      } else if (spec instanceof InputSpec.Constant constant) {
        fill(input, constant.values().expand(input.size()));
      }
    }
    for (BoundModel.State state : tensors.states()) {
      inputs.add(memory(state.input()));
      fill(state.input(), state.spec().initial().expand(state.input().size()));
      outputs.add(memory(state.output()));
    }
    outputs.add(memory(tensors.output()));
    tensors.outputs().forEach(output -> outputs.add(memory(output)));
    binding = model.bind(inputs, outputs);
  }

  private TensorMemory memory(BoundTensor tensor) {
    ByteBuffer memory =
        ByteBuffer.allocateDirect(Float.BYTES * tensor.size()).order(ByteOrder.nativeOrder());
    memories.put(tensor.tensor(), memory);
    return tensor.in(memory);
  }

  private void fill(BoundTensor tensor, double[] values) {
    ByteBuffer memory = memories.get(tensor.tensor());
    for (int i = 0; i < tensor.size(); i++) {
      memory.putFloat(Float.BYTES * i, (float) values[Math.min(i, values.length - 1)]);
    }
  }

  /** The memory of a tensor, floats in native order. */
  ByteBuffer memory(String tensor) {
    return memories.get(tensor);
  }

  /** Evaluates the model; false if the engine refused. */
  boolean run() {
    return binding.run();
  }

  /** Why the engine refused. */
  String failure() {
    return binding.failure();
  }

  @Override
  public void close() {
    binding.close();
  }
}

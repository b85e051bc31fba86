package io.escapement.policy.vector;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.vector.Value.Signal;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** A plan and the memory that it reads from and writes to, copied once a call. */
final class VectorBinding implements InferenceBinding {

  private static final String OUT_OF_RANGE =
      "an index that the model computes from its inputs is out of its table's range";

  private final Plan plan;
  private final FloatBuffer[] inputs;
  private final float[][] inputArrays;
  private final int[] inputSizes;
  private final FloatBuffer[] outputs;
  private final float[][] outputArrays;
  private final int[] outputSizes;
  private String failure = "";

  VectorBinding(Plan plan, List<TensorMemory> inputs, List<TensorMemory> outputs) {
    this.plan = plan;
    List<Signal> in = inputs.stream().map(input -> plan.inputs().get(input.tensor())).toList();
    List<Signal> out = outputs.stream().map(output -> plan.outputs().get(output.tensor())).toList();
    this.inputs = buffers(inputs);
    this.inputArrays = arrays(in);
    this.inputSizes = sizes(in);
    this.outputs = buffers(outputs);
    this.outputArrays = arrays(out);
    this.outputSizes = sizes(out);
  }

  private static FloatBuffer[] buffers(List<TensorMemory> tensors) {
    return tensors.stream()
        .map(
            tensor ->
                tensor.memory().duplicate().clear().order(ByteOrder.nativeOrder()).asFloatBuffer())
        .toArray(FloatBuffer[]::new);
  }

  private static float[][] arrays(List<Signal> signals) {
    return signals.stream().map(Signal::data).toArray(float[][]::new);
  }

  private static int[] sizes(List<Signal> signals) {
    return signals.stream().mapToInt(Signal::elements).toArray();
  }

  @Override
  public boolean run() {
    for (int i = 0; i < inputs.length; i++) {
      inputs[i].get(0, inputArrays[i], 0, inputSizes[i]);
    }
    if (!plan.run()) {
      failure = OUT_OF_RANGE;
      return false;
    }
    for (int i = 0; i < outputs.length; i++) {
      outputs[i].put(0, outputArrays[i], 0, outputSizes[i]);
    }
    return true;
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public void close() {
    // Holds nothing but memory of the JVM.
  }
}

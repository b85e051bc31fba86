package io.escapement.policy.cuda;

import static io.escapement.policy.inference.onnxruntime.OrtLibrary.API;
import static io.escapement.policy.inference.onnxruntime.OrtLibrary.demand;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OrtLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.onnxruntime.OrtApi;
import org.bytedeco.onnxruntime.OrtIoBinding;
import org.bytedeco.onnxruntime.OrtMemoryInfo;
import org.bytedeco.onnxruntime.OrtRunOptions;
import org.bytedeco.onnxruntime.OrtSession;
import org.bytedeco.onnxruntime.OrtStatus;
import org.bytedeco.onnxruntime.OrtValue;

/**
 * Tensors made once in memory of the device; a call copies the inputs there, computes, waits and
 * copies the outputs back. The addresses never change, as a graph demands.
 */
final class CudaBinding implements InferenceBinding {

  private final OrtApi api = API;
  private final String where;
  private final OrtSession session;
  private final DeviceMemory memory;
  private final OrtMemoryInfo description;
  private final OrtIoBinding binding;
  private final OrtRunOptions options;
  private final List<OrtValue> tensors = new ArrayList<>();
  // Keep the memory reachable as long as native code may touch it.
  private final List<Pointer> memories = new ArrayList<>();
  private final Staging inputs;
  private final Staging outputs;
  private String failure = "";
  private boolean closed;

  /**
   * Binds a session.
   *
   * @param onCpu tensors that the session computes on the CPU, which are bound as they are
   * @param options of each call; the binding's own from now on
   */
  CudaBinding(
      String where,
      OrtSession session,
      ModelSignature signature,
      DeviceMemory memory,
      List<TensorMemory> inputs,
      List<TensorMemory> outputs,
      Set<String> onCpu,
      OrtRunOptions options) {
    this.where = where;
    this.session = session;
    this.memory = memory;
    this.options = options;
    this.description = memory.description(where);
    this.binding =
        OrtLibrary.make(where, OrtIoBinding.class, out -> api.CreateIoBinding(session, out));
    this.inputs = Staging.of(memory, staged(inputs, onCpu));
    this.outputs = Staging.of(memory, staged(outputs, onCpu));
    try {
      for (TensorMemory input : inputs) {
        OrtValue tensor = tensor(signature.input(input.tensor()).orElseThrow(), input, this.inputs);
        try (BytePointer name = new BytePointer(input.tensor())) {
          demand(where, api.BindInput(binding, name, tensor));
        }
      }
      for (TensorMemory output : outputs) {
        OrtValue tensor =
            tensor(signature.output(output.tensor()).orElseThrow(), output, this.outputs);
        try (BytePointer name = new BytePointer(output.tensor())) {
          demand(where, api.BindOutput(binding, name, tensor));
        }
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static List<TensorMemory> staged(List<TensorMemory> tensors, Set<String> onCpu) {
    return tensors.stream().filter(tensor -> !onCpu.contains(tensor.tensor())).toList();
  }

  private OrtValue tensor(TensorInfo info, TensorMemory channel, Staging staging) {
    long there = staging.deviceAddress(channel);
    boolean direct = there == Staging.NOT_STAGED;
    Pointer address = direct ? new Pointer(channel.memory()) : new Address(there);
    memories.add(address);
    long[] shape = channel.shape().stream().mapToLong(Long::longValue).toArray();
    // The shape is copied by the call.
    OrtValue tensor;
    try (LongPointer dimensions = new LongPointer(shape)) {
      tensor =
          OrtLibrary.make(
              where,
              OrtValue.class,
              out ->
                  api.CreateTensorWithDataAsOrtValue(
                      direct ? OrtLibrary.CPU_MEMORY : description,
                      address,
                      channel.memory().capacity(),
                      dimensions,
                      shape.length,
                      info.type().code(),
                      out));
    }
    tensors.add(tensor);
    return tensor;
  }

  @Override
  public boolean run() {
    int error = inputs.fill();
    if (error != 0) {
      return failed(error);
    }
    // Waits for the device.
    OrtStatus status = api.RunWithBinding(session, options, binding);
    if (status != null) {
      return failed(status);
    }
    error = outputs.drain();
    return error == 0 || failed(error);
  }

  private boolean failed(int error) {
    if (failure.isEmpty()) {
      failure = memory.words(error);
    }
    return false;
  }

  private boolean failed(OrtStatus status) {
    String message = OrtLibrary.message(status);
    if (failure.isEmpty()) {
      failure = message;
    }
    return false;
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      api.ReleaseIoBinding(binding);
      tensors.forEach(api::ReleaseValue);
      api.ReleaseRunOptions(options);
      api.ReleaseMemoryInfo(description);
      inputs.close();
      outputs.close();
    }
  }

  /** An address that is no Java object's. */
  private static final class Address extends Pointer {
    Address(long value) {
      super((Pointer) null);
      address = value;
    }
  }
}

package io.escapement.policy.inference.onnxruntime;

import static io.escapement.policy.inference.onnxruntime.OrtLibrary.API;
import static io.escapement.policy.inference.onnxruntime.OrtLibrary.CPU_MEMORY;
import static io.escapement.policy.inference.onnxruntime.OrtLibrary.demand;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.onnxruntime.OrtApi;
import org.bytedeco.onnxruntime.OrtIoBinding;
import org.bytedeco.onnxruntime.OrtRunOptions;
import org.bytedeco.onnxruntime.OrtSession;
import org.bytedeco.onnxruntime.OrtStatus;
import org.bytedeco.onnxruntime.OrtValue;

/** Tensors made once over given memory; a call passes three pointers to the library. */
final class OrtBinding implements InferenceBinding {

  private static final OrtRunOptions DEFAULT_RUN_OPTIONS = null;

  private final OrtApi api = API;
  private final OrtSession session;
  private final OrtIoBinding binding;
  private final List<OrtValue> tensors = new ArrayList<>();
  // Keep the memory reachable as long as native code may touch it.
  private final List<Pointer> memories = new ArrayList<>();
  private String failure = "";
  private boolean closed;

  OrtBinding(
      String where,
      OrtSession session,
      ModelSignature signature,
      List<TensorMemory> inputs,
      List<TensorMemory> outputs) {
    this.session = session;
    this.binding =
        OrtLibrary.make(where, OrtIoBinding.class, out -> api.CreateIoBinding(session, out));
    try {
      for (TensorMemory input : inputs) {
        OrtValue tensor = tensor(where, signature.input(input.tensor()).orElseThrow(), input);
        try (BytePointer name = new BytePointer(input.tensor())) {
          demand(where, api.BindInput(binding, name, tensor));
        }
      }
      for (TensorMemory output : outputs) {
        OrtValue tensor = tensor(where, signature.output(output.tensor()).orElseThrow(), output);
        try (BytePointer name = new BytePointer(output.tensor())) {
          demand(where, api.BindOutput(binding, name, tensor));
        }
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private OrtValue tensor(String where, TensorInfo info, TensorMemory memory) {
    Pointer address = new Pointer(memory.memory());
    memories.add(address);
    long[] shape = memory.shape().stream().mapToLong(Long::longValue).toArray();
    // The shape is copied by the call.
    OrtValue tensor;
    try (LongPointer dimensions = new LongPointer(shape)) {
      tensor =
          OrtLibrary.make(
              where,
              OrtValue.class,
              out ->
                  api.CreateTensorWithDataAsOrtValue(
                      CPU_MEMORY,
                      address,
                      memory.memory().capacity(),
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
    OrtStatus status = api.RunWithBinding(session, DEFAULT_RUN_OPTIONS, binding);
    // Success is a null: nothing is allocated.
    return status == null || failed(status);
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
    }
  }
}

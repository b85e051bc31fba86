package io.escapement.policy.cuda;

import static io.escapement.policy.inference.onnxruntime.OrtLibrary.API;
import static io.escapement.policy.inference.onnxruntime.OrtLibrary.demand;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.BindingCheck;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OrtLibrary;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.onnxruntime.OrtMemoryInfo;
import org.bytedeco.onnxruntime.OrtRunOptions;
import org.bytedeco.onnxruntime.OrtSession;
import org.bytedeco.onnxruntime.OrtStatus;

/** A session with the CUDA provider. */
final class CudaModel implements InferenceModel {

  /** ONNX Runtime's number for memory that the CPU computes in. */
  private static final int ON_CPU = 0;

  /** Names a graph among those of a session. */
  private static final String GRAPH_ID = "gpu_graph_id";

  private final String where;
  private final OrtSession session;
  private final ModelSignature signature;
  private final DeviceMemory memory;
  private final boolean captured;
  private int bindings;
  private boolean closed;

  CudaModel(
      String where,
      OrtSession session,
      ModelSignature signature,
      DeviceMemory memory,
      boolean captured) {
    this.where = where;
    this.session = session;
    this.signature = signature;
    this.memory = memory;
    this.captured = captured;
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public InferenceBinding bind(List<TensorMemory> inputs, List<TensorMemory> outputs) {
    BindingCheck.demand(where, signature, inputs, outputs);
    Set<String> onCpu = onCpu(signature.inputs(), API::SessionGetMemoryInfoForInputs);
    onCpu.addAll(onCpu(signature.outputs(), API::SessionGetMemoryInfoForOutputs));
    try {
      return new CudaBinding(
          where, session, signature, memory, inputs, outputs, onCpu, runOptions());
    } catch (CudaException e) {
      throw PreflightException.at(where)
          .summary("there is no memory for the model's tensors")
          .found(e.getMessage())
          .remedy("nvidia-smi shows what else is on the device")
          .cause(e)
          .build();
    }
  }

  /** A graph repeats the addresses that it was captured with, so each binding has its own. */
  private OrtRunOptions runOptions() {
    OrtRunOptions options = OrtLibrary.make(where, OrtRunOptions.class, API::CreateRunOptions);
    if (captured) {
      bindings++;
      demand(where, API.AddRunConfigEntry(options, GRAPH_ID, Integer.toString(bindings)));
    }
    return options;
  }

  /** Asks the session where it wants tensors. */
  private interface Places {
    OrtStatus of(OrtSession session, PointerPointer<OrtMemoryInfo> infos, long count);
  }

  /**
   * Tensors that the session takes or gives on the CPU: bound elsewhere, an input would be copied
   * when it is bound, and never again.
   */
  private Set<String> onCpu(List<TensorInfo> tensors, Places places) {
    Set<String> names = new HashSet<>();
    try (PointerPointer<OrtMemoryInfo> infos = new PointerPointer<>(Math.max(1, tensors.size()));
        IntPointer type = new IntPointer(1)) {
      demand(where, places.of(session, infos, tensors.size()));
      for (int i = 0; i < tensors.size(); i++) {
        API.MemoryInfoGetDeviceType().call(infos.get(OrtMemoryInfo.class, i), type);
        if (type.get() == ON_CPU) {
          names.add(tensors.get(i).name());
        }
      }
    }
    return names;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      API.ReleaseSession(session);
    }
  }
}

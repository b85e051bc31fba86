package io.escapement.policy.inference.onnxruntime;

import io.escapement.policy.inference.BindingCheck;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorMemory;
import java.util.List;
import org.bytedeco.onnxruntime.OrtSession;

/** A session of ONNX Runtime. */
final class OrtModel implements InferenceModel {

  private final String where;
  private final OrtSession session;
  private final ModelSignature signature;
  private boolean closed;

  OrtModel(String where, OrtSession session, ModelSignature signature) {
    this.where = where;
    this.session = session;
    this.signature = signature;
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public InferenceBinding bind(List<TensorMemory> inputs, List<TensorMemory> outputs) {
    BindingCheck.demand(where, signature, inputs, outputs);
    return new OrtBinding(where, session, signature, inputs, outputs);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      OrtLibrary.API.ReleaseSession(session);
    }
  }
}

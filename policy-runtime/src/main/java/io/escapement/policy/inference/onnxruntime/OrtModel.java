package io.escapement.policy.inference.onnxruntime;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.ProblemBuilder;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.TensorType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
    Set<String> given = new HashSet<>();
    for (TensorMemory input : inputs) {
      check("input", signature.inputs(), input);
      given.add(input.tensor());
    }
    for (TensorInfo input : signature.inputs()) {
      if (!given.contains(input.name())) {
        throw error()
            .summary("nothing is bound to the model's input '" + input.name() + "'")
            .expected(input.typeAndShape())
            .build();
      }
    }
    for (TensorMemory output : outputs) {
      check("output", signature.outputs(), output);
    }
    return new OrtBinding(where, session, signature, inputs, outputs);
  }

  private void check(String kind, List<TensorInfo> tensors, TensorMemory memory) {
    TensorInfo tensor =
        tensors.stream()
            .filter(candidate -> candidate.name().equals(memory.tensor()))
            .findFirst()
            .orElseThrow(
                () ->
                    error()
                        .summary("the model has no " + kind + " '" + memory.tensor() + "'")
                        .expected(
                            tensors.stream()
                                .map(TensorInfo::name)
                                .collect(Collectors.joining(", ", "one of ", "")))
                        .build());
    if (!tensor.accepts(memory.shape()) || tensor.type() == TensorType.OTHER) {
      throw error()
          .summary(kind + " '" + tensor.name() + "' does not have the shape of its memory")
          .expected(tensor.typeAndShape())
          .found(memory.shape().toString())
          .build();
    }
    long bytes = memory.elements() * tensor.type().bytes();
    if (bytes != memory.memory().capacity()) {
      throw error()
          .summary(kind + " '" + tensor.name() + "' does not fit its memory")
          .expected(bytes + " bytes for " + tensor.typeAndShape())
          .found(memory.memory().capacity() + " bytes")
          .build();
    }
  }

  private ProblemBuilder<PreflightException> error() {
    return PreflightException.at(where);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      OrtLibrary.API.ReleaseSession(session);
    }
  }
}

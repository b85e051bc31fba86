package io.escapement.policy.cuda;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.CudaSettings;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.onnxruntime.OrtBuild;
import io.escapement.policy.inference.onnxruntime.OrtSessions;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.onnxruntime.OrtSession;

/**
 * ONNX Runtime on a CUDA device, with deterministic kernels. Models whose tensors all have fixed
 * shapes are captured as a CUDA graph with their first inferences on a thread, which are warm-up;
 * ONNX Runtime keeps such a state for each thread, so a model is warmed up on the thread that will
 * run it.
 */
final class CudaEngine implements InferenceEngine {

  static final String NAME = "engine cuda";

  private final OrtBuild build;
  private final CudaRuntime cuda;
  private final CudaDevice device;
  private final CudaSettings settings;
  private final CudaOptions options;

  CudaEngine(OrtBuild build, CudaRuntime cuda, CudaDevice device, CudaSettings settings) {
    this.build = build;
    this.cuda = cuda;
    this.device = device;
    this.settings = settings;
    this.options = CudaOptions.of(settings);
  }

  @Override
  public String identity() {
    return build.identity()
        + " cuda, "
        + device.text()
        + ", "
        + settings.memory().name().toLowerCase(Locale.ROOT)
        + " memory, "
        + (settings.cudaGraph() ? "graphs of fixed shapes, " : "no graphs, ")
        + "deterministic, "
        + options.text();
  }

  @Override
  public boolean waitsForDevice() {
    return true;
  }

  @Override
  public InferenceModel load(String where, byte[] model) {
    Objects.requireNonNull(where, "where");
    if (!settings.cudaGraph()) {
      return open(where, model, false);
    }
    CudaModel captured;
    try {
      captured = open(where, model, true);
    } catch (PreflightException e) {
      // Some node stays on the CPU, which a graph cannot hold.
      if (e.getMessage().contains("graph capture")) {
        return open(where, model, false);
      }
      throw e;
    }
    if (hasFixedShapes(captured.signature())) {
      return captured;
    }
    captured.close();
    return open(where, model, false);
  }

  /** A graph repeats addresses and sizes, so none may be open. */
  static boolean hasFixedShapes(ModelSignature signature) {
    return Stream.concat(signature.inputs().stream(), signature.outputs().stream())
        .noneMatch(TensorInfo::dynamic);
  }

  private CudaModel open(String where, byte[] model, boolean captured) {
    OrtSession session =
        OrtSessions.open(where, model, session0 -> options.graph(captured).appendTo(session0));
    return new CudaModel(
        where,
        session,
        OrtSessions.signature(where, session, model),
        new CudaMemory(cuda, settings.deviceId(), settings.memory()),
        captured);
  }
}

package io.escapement.policy.inference.onnxruntime;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.onnxruntime.OrtSession;

/**
 * ONNX Runtime on the CPU, on the caller's thread alone: one thread, sequential, without spinning,
 * with deterministic kernels. Denormals are left as they are, since flushing them would change the
 * floating-point mode of the thread and with it the bits of everything else.
 */
public final class OnnxRuntimeEngine implements InferenceEngine {

  /**
   * Creates the engine over the library that this process uses, which is that of the first model or
   * engine of the process; by default the one that comes along.
   */
  public OnnxRuntimeEngine() {}

  /**
   * Creates the engine over a given library, and loads that.
   *
   * @param library another build of ONNX Runtime, empty for the one that comes along
   * @throws PreflightException if it is no such build, or this process has loaded another
   */
  public OnnxRuntimeEngine(Optional<Path> library) {
    OrtNatives.require(library);
  }

  @Override
  public String identity() {
    return OrtNatives.require().identity()
        + " cpu, 1 thread, sequential, deterministic, all graph optimisations";
  }

  @Override
  public InferenceModel load(String where, byte[] model) {
    Objects.requireNonNull(where, "where");
    OrtNatives.require();
    OrtSession session = OrtSessions.open(where, model, options -> {});
    return new OrtModel(where, session, OrtSessions.signature(where, session, model));
  }
}

package io.escapement.policy.inference.onnxruntime;

import static io.escapement.policy.inference.onnxruntime.OrtLibrary.API;
import static io.escapement.policy.inference.onnxruntime.OrtLibrary.demand;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_ENABLE_ALL;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_LOGGING_LEVEL_FATAL;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_SEQUENTIAL;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.onnxruntime.OrtSession;
import org.bytedeco.onnxruntime.OrtSessionOptions;

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
    OrtSessionOptions options =
        OrtLibrary.make(where, OrtSessionOptions.class, API::CreateSessionOptions);
    try (BytePointer bytes = new BytePointer(model)) {
      configure(where, options);
      OrtSession session =
          OrtLibrary.make(
              where,
              OrtSession.class,
              out ->
                  API.CreateSessionFromArray(
                      OrtLibrary.ENVIRONMENT, bytes, model.length, options, out));
      return new OrtModel(where, session, OrtInspection.signature(where, session, model));
    } finally {
      API.ReleaseSessionOptions(options);
    }
  }

  private static void configure(String where, OrtSessionOptions options) {
    demand(where, API.SetIntraOpNumThreads(options, 1));
    demand(where, API.SetInterOpNumThreads(options, 1));
    demand(where, API.SetSessionExecutionMode(options, ORT_SEQUENTIAL));
    demand(where, API.SetSessionGraphOptimizationLevel(options, ORT_ENABLE_ALL));
    demand(where, API.SetDeterministicCompute(options, true));
    demand(where, API.SetSessionLogSeverityLevel(options, ORT_LOGGING_LEVEL_FATAL));
    entry(where, options, "session.intra_op.allow_spinning", "0");
    entry(where, options, "session.inter_op.allow_spinning", "0");
  }

  private static void entry(String where, OrtSessionOptions options, String key, String value) {
    demand(where, API.AddSessionConfigEntry(options, key, value));
  }
}

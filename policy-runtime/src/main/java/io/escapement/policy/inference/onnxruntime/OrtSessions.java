package io.escapement.policy.inference.onnxruntime;

import static io.escapement.policy.inference.onnxruntime.OrtLibrary.API;
import static io.escapement.policy.inference.onnxruntime.OrtLibrary.demand;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_ENABLE_ALL;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_LOGGING_LEVEL_FATAL;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_SEQUENTIAL;

import io.escapement.policy.inference.ModelSignature;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.onnxruntime.OrtSession;
import org.bytedeco.onnxruntime.OrtSessionOptions;

/**
 * Sessions of ONNX Runtime that work on the caller's thread alone: one thread, sequential, without
 * spinning, with deterministic kernels. For engines over this library; not for the loop's thread.
 */
public final class OrtSessions {

  private OrtSessions() {}

  /**
   * Opens a session, after {@link OrtNatives#require()}.
   *
   * @param where the model's file, for messages
   * @param model the file's bytes
   * @param further sets further options, such as an execution provider
   * @return the session, to be released by the caller
   * @throws io.escapement.controller.config.PreflightException if the library cannot read or run
   *     the model
   */
  public static OrtSession open(String where, byte[] model, Consumer<OrtSessionOptions> further) {
    OrtSessionOptions options =
        OrtLibrary.make(where, OrtSessionOptions.class, API::CreateSessionOptions);
    try (BytePointer bytes = new BytePointer(model)) {
      configure(where, options);
      further.accept(options);
      return OrtLibrary.make(
          where,
          OrtSession.class,
          out ->
              API.CreateSessionFromArray(
                  OrtLibrary.ENVIRONMENT, bytes, model.length, options, out));
    } finally {
      API.ReleaseSessionOptions(options);
    }
  }

  /**
   * Asks a session what its model takes and gives.
   *
   * @param where the model's file, for messages
   * @param session the session
   * @param model the file's bytes
   * @return the signature
   */
  public static ModelSignature signature(String where, OrtSession session, byte[] model) {
    return OrtInspection.signature(where, session, model);
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

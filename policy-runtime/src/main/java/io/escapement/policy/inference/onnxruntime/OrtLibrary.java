package io.escapement.policy.inference.onnxruntime;

import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_API_VERSION;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_LOGGING_LEVEL_FATAL;
import static org.bytedeco.onnxruntime.global.onnxruntime.OrtArenaAllocator;
import static org.bytedeco.onnxruntime.global.onnxruntime.OrtMemTypeDefault;

import io.escapement.controller.config.PreflightException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.onnxruntime.OrtAllocator;
import org.bytedeco.onnxruntime.OrtApi;
import org.bytedeco.onnxruntime.OrtApiBase;
import org.bytedeco.onnxruntime.OrtEnv;
import org.bytedeco.onnxruntime.OrtMemoryInfo;
import org.bytedeco.onnxruntime.OrtStatus;

/**
 * ONNX Runtime's C interface: one environment for the life of the process, made with the first
 * model, after {@link OrtNatives#require()}. Errors are reported by status, so its own log is
 * silent. For engines over this library; not for the loop's thread.
 */
public final class OrtLibrary {

  /** The functions. */
  public static final OrtApi API;

  /** The process's environment. */
  static final OrtEnv ENVIRONMENT;

  /** Memory that the CPU sees. */
  public static final OrtMemoryInfo CPU_MEMORY;

  /** Gives and takes back the texts that the library returns. */
  static final OrtAllocator ALLOCATOR;

  static {
    OrtApiBase base = org.bytedeco.onnxruntime.global.onnxruntime.OrtGetApiBase();
    API = base.GetApi().call(ORT_API_VERSION);
    ENVIRONMENT =
        make(
            "onnxruntime",
            OrtEnv.class,
            out -> {
              try (BytePointer name = new BytePointer("escapement")) {
                return API.CreateEnv(ORT_LOGGING_LEVEL_FATAL, name, out);
              }
            });
    demand("onnxruntime", API.DisableTelemetryEvents(ENVIRONMENT));
    CPU_MEMORY =
        make(
            "onnxruntime",
            OrtMemoryInfo.class,
            out -> API.CreateCpuMemoryInfo(OrtArenaAllocator, OrtMemTypeDefault, out));
    ALLOCATOR = make("onnxruntime", OrtAllocator.class, API::GetAllocatorWithDefaultOptions);
  }

  private OrtLibrary() {}

  /**
   * Calls a function that gives back one object through its last argument.
   *
   * @param <T> the object's type
   * @param where what it is about, for messages
   * @param type the object's type
   * @param call calls the function
   * @return the object, to be released by the caller
   * @throws PreflightException if the function fails
   */
  public static <T extends Pointer> T make(
      String where, Class<T> type, Function<PointerPointer<T>, OrtStatus> call) {
    try (PointerPointer<T> out = new PointerPointer<>(1)) {
      demand(where, call.apply(out));
      return out.get(type, 0);
    }
  }

  /**
   * Turns a failure into an exception with the library's words.
   *
   * @param where what it is about, for messages
   * @param status what a function returned, null for success
   * @throws PreflightException if it is a failure
   */
  public static void demand(String where, OrtStatus status) {
    if (status != null) {
      throw PreflightException.at(where)
          .summary("ONNX Runtime: " + message(status))
          .remedy(
              "it takes a complete ONNX model of operators that this version knows; export the model"
                  + " again")
          .build();
    }
  }

  /**
   * Takes the message out of a status and releases it.
   *
   * @param status a failure
   * @return the library's words
   */
  public static String message(OrtStatus status) {
    String message = API.GetErrorMessage().call(status).getString().strip();
    API.ReleaseStatus(status);
    return message;
  }

  /** Takes a text that the library allocated and gives its memory back. */
  static String text(String where, Function<PointerPointer<BytePointer>, OrtStatus> call) {
    BytePointer characters = make(where, BytePointer.class, call);
    String text = characters.getString(StandardCharsets.UTF_8);
    demand(where, API.AllocatorFree(ALLOCATOR, characters));
    return text;
  }
}

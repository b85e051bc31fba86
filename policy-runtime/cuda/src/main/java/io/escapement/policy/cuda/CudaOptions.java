package io.escapement.policy.cuda;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.CudaSettings;
import io.escapement.policy.inference.onnxruntime.OrtLibrary;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.onnxruntime.OrtCUDAProviderOptionsV2;
import org.bytedeco.onnxruntime.OrtSessionOptions;
import org.bytedeco.onnxruntime.OrtStatus;

/**
 * Options of ONNX Runtime's CUDA provider by its own names: what equal bits and agreement with the
 * CPU need, and over it what the user says.
 *
 * @param values in the order in which they are given
 */
record CudaOptions(Map<String, String> values) {

  private static final String DEVICE = "device_id";
  private static final String GRAPH = "enable_cuda_graph";

  /** Options with a key of their own, and those that take an address in this process. */
  private static final Set<String> NOT_OPEN =
      Set.of(
          DEVICE,
          GRAPH,
          "user_compute_stream",
          "has_user_compute_stream",
          "gpu_external_alloc",
          "gpu_external_free",
          "gpu_external_empty_cache");

  CudaOptions {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static CudaOptions of(CudaSettings settings) {
    for (String key : settings.options().keySet()) {
      if (NOT_OPEN.contains(key)) {
        throw PreflightException.at("engine.cuda.options")
            .summary("the option " + key + " is not open")
            .remedy(remedy(key))
            .build();
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    values.put(DEVICE, Integer.toString(settings.deviceId()));
    // TensorFloat-32 keeps ten bits of a factor: no agreement with the CPU to 1e-5.
    values.put("use_tf32", "0");
    // The default measures, and so may choose another algorithm in the next run.
    values.put("cudnn_conv_algo_search", "HEURISTIC");
    values.putAll(settings.options());
    return new CudaOptions(values);
  }

  private static String remedy(String key) {
    return switch (key) {
      case DEVICE -> "write engine.cuda.device_id";
      case GRAPH -> "write engine.cuda.cuda_graph";
      default -> "leave it out: it is an address in a program's own memory";
    };
  }

  /** The same, with or without a graph. */
  CudaOptions graph(boolean captured) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.put(GRAPH, captured ? "1" : "0");
    return new CudaOptions(all);
  }

  /** Adds the provider to a session's options. */
  void appendTo(OrtSessionOptions session) {
    OrtCUDAProviderOptionsV2 options =
        OrtLibrary.make(
            CudaEngine.NAME,
            OrtCUDAProviderOptionsV2.class,
            OrtLibrary.API::CreateCUDAProviderOptions);
    String[] keys = values.keySet().toArray(String[]::new);
    String[] texts = values.values().toArray(String[]::new);
    try (PointerPointer<BytePointer> names = new PointerPointer<>(keys);
        PointerPointer<BytePointer> settings = new PointerPointer<>(texts)) {
      demand(OrtLibrary.API.UpdateCUDAProviderOptions(options, names, settings, keys.length));
      demand(OrtLibrary.API.SessionOptionsAppendExecutionProvider_CUDA_V2(session, options));
    } finally {
      OrtLibrary.API.ReleaseCUDAProviderOptions().call(options);
    }
  }

  private static void demand(OrtStatus status) {
    if (status != null) {
      throw PreflightException.at(CudaEngine.NAME)
          .summary("ONNX Runtime's CUDA provider cannot be used")
          .found(essence(OrtLibrary.message(status)))
          .remedy(
              "check engine.cuda.options, and that CUDA and cuDNN are of the versions in the"
                  + " message; engine: onnxruntime computes on the CPU")
          .build();
    }
  }

  /** The library's words without the places in its source code that surround them. */
  static String essence(String message) {
    return message
        .replaceFirst("(?s)^.*\\[ONNXRuntimeError] : \\d+ : \\w+ : (\\w+\\.h:\\d+ \\w+ )?", "")
        .replaceFirst("(?s) ; GPU=.*$", "");
  }

  /** For the engine's identity. */
  String text() {
    return values.entrySet().stream()
        .filter(option -> !option.getKey().equals(DEVICE))
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(" "));
  }
}

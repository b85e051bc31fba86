package io.escapement.policy.inference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How a CUDA device is used: {@code engine.cuda} of a run.
 *
 * @param deviceId the device's number, from 0
 * @param cudaGraph whether the kernels of a model with fixed shapes are captured once and launched
 *     together
 * @param memory where tensors are bound
 * @param options further options of ONNX Runtime's CUDA provider by its own names, in the order
 *     written
 */
public record CudaSettings(
    int deviceId, boolean cudaGraph, Memory memory, Map<String, String> options) {

  /** Where a model's tensors are bound. */
  public enum Memory {
    /** In page-locked memory of the host, which the device copies from by itself. */
    PINNED,
    /** In the device's memory, with explicit copies around each call. */
    DEVICE
  }

  /** The first device, with graphs, over pinned memory. */
  public static final CudaSettings DEFAULT = new CudaSettings(0, true, Memory.PINNED, Map.of());

  /**
   * Keeps a copy of the options.
   *
   * @param deviceId the device's number, 0 or more
   * @param cudaGraph whether kernels are captured
   * @param memory where tensors are bound
   * @param options further options of the provider
   * @throws IllegalArgumentException if the number is negative
   */
  public CudaSettings {
    Objects.requireNonNull(memory, "memory");
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    if (deviceId < 0) {
      throw new IllegalArgumentException("device " + deviceId + ", expected 0 or more");
    }
  }
}

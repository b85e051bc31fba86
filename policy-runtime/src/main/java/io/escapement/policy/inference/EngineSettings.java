package io.escapement.policy.inference;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run says of its inference engines: the {@code engine} block of its YAML.
 *
 * @param use name of the engine of every model, or {@link #AUTO} for the fastest of those that can
 * @param library another build of ONNX Runtime, an absolute path; empty for the one that comes
 *     along
 * @param cuda how a CUDA device is used
 */
public record EngineSettings(String use, Optional<Path> library, CudaSettings cuda) {

  /** ONNX Runtime on the CPU, which runs every model and is the default. */
  public static final String ONNXRUNTIME = "onnxruntime";

  /** The engine in Java's vector API. */
  public static final String VECTOR = "vector";

  /** ONNX Runtime on a CUDA device. */
  public static final String CUDA = "cuda";

  /** Measured at the start of the run, for each model. */
  public static final String AUTO = "auto";

  /** ONNX Runtime as it comes along. */
  public static final EngineSettings DEFAULT =
      new EngineSettings(ONNXRUNTIME, Optional.empty(), CudaSettings.DEFAULT);

  /**
   * Checks that all are there.
   *
   * @param use name of the engine, or {@link #AUTO}
   * @param library another build of ONNX Runtime
   * @param cuda how a CUDA device is used
   */
  public EngineSettings {
    Objects.requireNonNull(use, "use");
    Objects.requireNonNull(library, "library");
    Objects.requireNonNull(cuda, "cuda");
  }

  /**
   * The same with the ONNX Runtime that comes along.
   *
   * @return a copy
   */
  public EngineSettings withoutLibrary() {
    return new EngineSettings(use, Optional.empty(), cuda);
  }

  /**
   * The same with another engine.
   *
   * @param name of the engine, or {@link #AUTO}
   * @return a copy
   */
  public EngineSettings using(String name) {
    return new EngineSettings(name, library, cuda);
  }
}

package io.escapement.policy.inference;

import java.util.Optional;

/**
 * Makes an inference engine other than ONNX Runtime on the CPU. Providers are found with {@link
 * java.util.ServiceLoader}, through the {@link io.escapement.controller.extension.Extensions} of a
 * run: a jar on the class path or among the run's plug-ins adds one.
 */
public interface EngineProvider {

  /**
   * The name by which a run's YAML asks for the engine.
   *
   * @return a word in lower case, such as {@code vector} or {@code cuda}
   */
  String name();

  /**
   * Why the engine cannot work in this process. It changes nothing and is quick; what can only be
   * found out by trying is left to {@link #create}.
   *
   * @param settings what the run says of its engines
   * @return the reason with its remedy (no incubator module, a library that is missing, by name);
   *     empty if there is none
   */
  Optional<String> unavailable(EngineSettings settings);

  /**
   * Makes the engine. Not for the loop's thread.
   *
   * @param settings what the run says of its engines
   * @return the engine
   * @throws io.escapement.controller.config.PreflightException if it cannot work after all
   */
  InferenceEngine create(EngineSettings settings);
}

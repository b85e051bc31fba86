package io.escapement.policy.inference.choice;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.inference.CudaSettings;
import io.escapement.policy.inference.EngineSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code engine} block of a run.
 *
 * @param settings what it asks for
 * @param chosen engines that an earlier measurement chose, by the hash over the model's file; they
 *     hold where {@code use} is {@code auto}
 * @param place where the engine is named; empty if the run does not say
 */
public record EngineConfiguration(
    EngineSettings settings, Map<String, String> chosen, Optional<YamlNode> place) {

  /** Name of the block's schema. */
  public static final String SCHEMA = "engine.schema.json";

  /** What a run that says nothing asks for. */
  public static final EngineConfiguration DEFAULT =
      new EngineConfiguration(EngineSettings.DEFAULT, Map.of(), Optional.empty());

  /**
   * Keeps a copy.
   *
   * @param settings what it asks for
   * @param chosen engines by hash
   * @param place where the engine is named
   */
  public EngineConfiguration {
    Objects.requireNonNull(settings, "settings");
    chosen = Map.copyOf(chosen);
    Objects.requireNonNull(place, "place");
  }

  /**
   * The same with the ONNX Runtime that comes along.
   *
   * @return a copy
   */
  public EngineConfiguration withoutLibrary() {
    return new EngineConfiguration(settings.withoutLibrary(), chosen, place);
  }

  /**
   * Reads the block.
   *
   * @param engine the value of the key {@code engine}, valid under {@link #SCHEMA}: a name or a
   *     block
   * @return what it says
   * @throws io.escapement.controller.config.ConfigurationException if the keys contradict each
   *     other
   */
  public static EngineConfiguration read(YamlNode engine) {
    if (engine.isScalar()) {
      return new EngineConfiguration(
          EngineSettings.DEFAULT.using(engine.string()), Map.of(), Optional.of(engine));
    }
    Map<String, String> chosen = new LinkedHashMap<>();
    engine
        .optional("chosen")
        .ifPresent(node -> node.members().forEach(m -> chosen.put(m.key(), m.value().string())));
    EngineSettings settings =
        new EngineSettings(
            use(engine),
            engine.optional("library").map(YamlNode::path),
            engine.optional("cuda").map(EngineConfiguration::cuda).orElse(CudaSettings.DEFAULT));
    return new EngineConfiguration(
        settings, chosen, Optional.of(engine.optional("use").orElse(engine)));
  }

  /** ONNX Runtime's CUDA provider is an engine of its own: it gives other bits. */
  private static String use(YamlNode engine) {
    Optional<YamlNode> provider = engine.optional("provider");
    boolean onCuda = provider.map(node -> node.string().equals(EngineSettings.CUDA)).orElse(false);
    String otherwise = onCuda ? EngineSettings.CUDA : EngineSettings.ONNXRUNTIME;
    String use = engine.optional("use").map(YamlNode::string).orElse(otherwise);
    if (onCuda && use.equals(EngineSettings.ONNXRUNTIME)) {
      return EngineSettings.CUDA;
    }
    if (provider.isPresent() && !use.equals(otherwise)) {
      throw provider
          .get()
          .error()
          .summary("a provider is ONNX Runtime's, and the run uses the engine " + use)
          .remedy(
              use.equals(EngineSettings.AUTO)
                  ? "leave it out: auto looks at the CPU and at CUDA"
                  : "leave it out, or use: onnxruntime")
          .build();
    }
    return use;
  }

  private static CudaSettings cuda(YamlNode cuda) {
    CudaSettings otherwise = CudaSettings.DEFAULT;
    Map<String, String> options = new LinkedHashMap<>();
    cuda.optional("options")
        .ifPresent(node -> node.members().forEach(m -> options.put(m.key(), m.value().string())));
    return new CudaSettings(
        cuda.optional("device_id")
            .map(node -> node.integer(0, Integer.MAX_VALUE))
            .orElse(otherwise.deviceId()),
        cuda.optional("cuda_graph").map(YamlNode::bool).orElse(otherwise.cudaGraph()),
        cuda.optional("memory")
            .map(node -> node.oneOf(CudaSettings.Memory.class))
            .orElse(otherwise.memory()),
        options);
  }
}

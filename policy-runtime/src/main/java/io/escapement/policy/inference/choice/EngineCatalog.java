package io.escapement.policy.inference.choice;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.extension.Extensions;
import io.escapement.policy.inference.EngineProvider;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The engines that a process has: ONNX Runtime on the CPU, those that jars bring, and those that
 * are known and not there. Used by one thread.
 */
public final class EngineCatalog {

  /** Engines of this project that are jars of their own, and what to do where one is not there. */
  private static final Map<String, String> OPTIONAL =
      Map.of(
          EngineSettings.VECTOR,
          "its jar escapement-policy-vector is not on the class path; add it",
          EngineSettings.CUDA,
          "its jar escapement-policy-cuda is not on the class path; add it");

  private final EngineSettings settings;
  private final TreeMap<String, EngineProvider> providers = new TreeMap<>();
  private final Map<String, InferenceEngine> made = new HashMap<>();

  /**
   * Finds every engine.
   *
   * @param extensions where they are looked up
   * @param settings what the run says of its engines
   * @throws IllegalStateException if two bring the same name
   */
  public EngineCatalog(Extensions extensions, EngineSettings settings) {
    this(extensions.load(EngineProvider.class), settings);
  }

  EngineCatalog(List<EngineProvider> found, EngineSettings settings) {
    this.settings = settings;
    for (EngineProvider provider : found) {
      EngineProvider before = providers.putIfAbsent(provider.name(), provider);
      if (before != null) {
        throw new IllegalStateException(
            "two engines of the name "
                + provider.name()
                + " are on the path: "
                + before.getClass().getName()
                + " and "
                + provider.getClass().getName());
      }
    }
  }

  /**
   * Names of the engines, whether they can work here or not.
   *
   * @return ONNX Runtime first, then in alphabetical order
   */
  public List<String> names() {
    TreeMap<String, Object> others = new TreeMap<>(providers);
    others.putAll(OPTIONAL);
    List<String> names = new ArrayList<>(List.of(EngineSettings.ONNXRUNTIME));
    names.addAll(others.keySet());
    return names;
  }

  /**
   * Refuses a name that no engine has.
   *
   * @param place where the name was written
   * @throws io.escapement.controller.config.ConfigurationException if it is neither an engine nor
   *     {@code auto}
   */
  public void demandName(YamlNode place) {
    List<String> known = new ArrayList<>(names());
    known.add(EngineSettings.AUTO);
    String name = settings.use();
    if (!known.contains(name)) {
      throw place
          .error()
          .summary("there is no such inference engine")
          .expected("one of " + String.join(", ", known))
          .found('"' + name + '"')
          .remedy(
              NearestNames.remedy(name, known)
                  + "; an engine of your own comes with a jar, named under plugins")
          .build();
    }
  }

  /**
   * Why an engine cannot work in this process.
   *
   * @param name one of {@link #names()}
   * @return the reason with its remedy, empty if there is none
   */
  public Optional<String> unavailable(String name) {
    if (name.equals(EngineSettings.ONNXRUNTIME)) {
      return Optional.empty();
    }
    EngineProvider provider = providers.get(name);
    return provider == null
        ? Optional.of(OPTIONAL.getOrDefault(name, "nothing on the class path brings it"))
        : provider.unavailable(settings);
  }

  /**
   * An engine, made with the first request.
   *
   * @param name one that is available
   * @return always the same
   * @throws io.escapement.controller.config.PreflightException if it cannot work after all
   */
  public InferenceEngine engine(String name) {
    return made.computeIfAbsent(name, this::create);
  }

  /**
   * The engine that every other is held against.
   *
   * @return ONNX Runtime on the CPU
   */
  public InferenceEngine reference() {
    return engine(EngineSettings.ONNXRUNTIME);
  }

  /** A library that nobody names is the one that this process has, or that comes along. */
  private InferenceEngine onnxruntime() {
    return settings.library().isPresent()
        ? new OnnxRuntimeEngine(settings.library())
        : new OnnxRuntimeEngine();
  }

  private InferenceEngine create(String name) {
    return name.equals(EngineSettings.ONNXRUNTIME)
        ? onnxruntime()
        : providers.get(name).create(settings);
  }
}

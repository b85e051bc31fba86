package io.escapement.policy.inference.choice;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tries engines on a model before a run begins. Used by one thread. */
final class EngineTrials {

  /**
   * Share of ONNX Runtime's median below which another engine is taken: what is about as fast would
   * be chosen in one run and not in the next.
   */
  static final double CLEARLY_FASTER = 0.8;

  private final EngineCatalog catalog;
  private final Stopwatch stopwatch;

  EngineTrials(EngineCatalog catalog, Stopwatch stopwatch) {
    this.catalog = catalog;
    this.stopwatch = stopwatch;
  }

  /** Holds an engine that is available against ONNX Runtime. */
  EngineFinding compared(String engine, ModelUse use) {
    try (InferenceModel reference = load(catalog.reference(), use);
        InferenceModel candidate = load(catalog.engine(engine), use)) {
      return EngineFinding.of(engine, CrossCheck.of(use, reference, candidate));
    } catch (PreflightException e) {
      return EngineFinding.not(engine, e.problem().summary());
    }
  }

  /** Chooses the fastest engine that can evaluate a model and agrees with ONNX Runtime. */
  EngineDecision fastest(RunModel model, Optional<ModelUse> use) {
    if (use.isEmpty()) {
      return decision(model, EngineSettings.ONNXRUNTIME, "the model does not fit", List.of());
    }
    Map<String, EngineFinding> findings = new LinkedHashMap<>();
    for (String name : catalog.names()) {
      if (!name.equals(EngineSettings.ONNXRUNTIME)) {
        findings.put(name, finding(name, model, use.get()));
      }
    }
    List<String> usable =
        findings.values().stream()
            .filter(EngineFinding::usable)
            .map(EngineFinding::engine)
            .toList();
    if (usable.isEmpty()) {
      return decision(
          model,
          EngineSettings.ONNXRUNTIME,
          "no other engine can evaluate it here",
          List.copyOf(findings.values()));
    }
    return measured(model, use.get(), usable, findings);
  }

  private EngineFinding finding(String name, RunModel model, ModelUse use) {
    Optional<String> unavailable = catalog.unavailable(name);
    if (unavailable.isPresent()) {
      return EngineFinding.not(name, unavailable.get());
    }
    try {
      return catalog
          .engine(name)
          .refusal(model.content())
          .map(why -> EngineFinding.not(name, why))
          .orElseGet(() -> compared(name, use));
    } catch (PreflightException e) {
      return EngineFinding.not(name, e.problem().summary());
    }
  }

  private EngineDecision measured(
      RunModel model, ModelUse use, List<String> usable, Map<String, EngineFinding> findings) {
    List<String> names = new ArrayList<>(List.of(EngineSettings.ONNXRUNTIME));
    names.addAll(usable);
    List<Latency> latencies = latencies(use, names.stream().map(catalog::engine).toList());
    List<EngineFinding> all = new ArrayList<>();
    all.add(
        new EngineFinding(
            EngineSettings.ONNXRUNTIME,
            true,
            "what the others are held against",
            Optional.empty(),
            Optional.of(latencies.get(0))));
    for (int i = 1; i < names.size(); i++) {
      findings.put(names.get(i), findings.get(names.get(i)).with(latencies.get(i)));
    }
    int best = fastest(latencies);
    all.addAll(findings.values());
    String medians = medians(names, latencies);
    return decision(
        model, names.get(best), best == 0 ? "none is clearly faster: " + medians : medians, all);
  }

  /**
   * Index of the engine to take.
   *
   * @param latencies ONNX Runtime's first
   */
  static int fastest(List<Latency> latencies) {
    double bound = CLEARLY_FASTER * latencies.get(0).p50Us();
    int best = 0;
    for (int i = 1; i < latencies.size(); i++) {
      double medianUs = latencies.get(i).p50Us();
      if (medianUs <= bound && (best == 0 || medianUs < latencies.get(best).p50Us())) {
        best = i;
      }
    }
    return best;
  }

  private static String medians(List<String> names, List<Latency> latencies) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      words.add(String.format(Locale.ROOT, "%s %.1f us", names.get(i), latencies.get(i).p50Us()));
    }
    return "measured " + String.join(", ", words);
  }

  /** Measures engines on a model in turns. */
  List<Latency> latencies(ModelUse use, List<InferenceEngine> engines) {
    List<InferenceModel> models = new ArrayList<>();
    List<EngineMeter.Timed> timed = new ArrayList<>();
    try {
      for (InferenceEngine engine : engines) {
        InferenceModel loaded = load(engine, use);
        models.add(loaded);
        timed.add(new EngineMeter.Timed(new Trial(use, loaded), stopwatch.of(engine)));
      }
      return new EngineMeter(stopwatch.wallNs(), EngineMeter.Effort.THOROUGH).measure(timed);
    } finally {
      timed.forEach(one -> one.trial().close());
      models.forEach(InferenceModel::close);
    }
  }

  private static InferenceModel load(InferenceEngine engine, ModelUse use) {
    return engine.load(use.model().where(), use.model().content());
  }

  private EngineDecision decision(
      RunModel model, String engine, String why, List<EngineFinding> findings) {
    return new EngineDecision(
        model.name(), model.sha256(), engine, catalog.engine(engine).identity(), why, findings);
  }
}

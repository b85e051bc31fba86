package io.escapement.launch.bench;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.extension.Extensions;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.choice.Agreement;
import io.escapement.policy.inference.choice.CrossCheck;
import io.escapement.policy.inference.choice.EngineCatalog;
import io.escapement.policy.inference.choice.EngineConfiguration;
import io.escapement.policy.inference.choice.EngineDecision;
import io.escapement.policy.inference.choice.EngineFinding;
import io.escapement.policy.inference.choice.EngineRule;
import io.escapement.policy.inference.choice.ModelUse;
import io.escapement.policy.inference.choice.Stopwatch;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures every engine on a policy's own model: which can run it, whether they agree, and how long
 * they take, back to back and paced, in turns. Used by one thread; {@link #stop} by any.
 */
public final class PolicyBench {

  /** Where neither file nor user says, about what legged robots' policies run at. */
  private static final double OTHERWISE_HZ = 50;

  private static final double NS_PER_S = 1e9;

  private final Path file;
  private final Optional<Double> askedHz;
  private final long durationNs;
  private final PrintStream progress;
  private final long startNs = System.nanoTime();
  private volatile boolean stopped;

  /**
   * Prepares.
   *
   * @param file a policy.yaml, a run.yaml or a model
   * @param askedHz inferences a second when paced; empty for the policy's own
   * @param durationNs time for everything, nanoseconds
   * @param progress where to tell what is measured, or null
   */
  public PolicyBench(Path file, Optional<Double> askedHz, long durationNs, PrintStream progress) {
    this.file = file;
    this.askedHz = askedHz;
    this.durationNs = durationNs;
    this.progress = progress;
  }

  /** Measures no longer; the report has what was measured until then. */
  public void stop() {
    stopped = true;
  }

  /**
   * Measures.
   *
   * @param machine what is measured on
   * @return the report
   * @throws PreflightException if the file has no model that ONNX Runtime can run
   */
  public PolicyBenchReport run(TestMachine machine) {
    PolicySubject subject =
        PolicySubject.read(file, new ConfigurationLoader(new DiskFiles(), Environment.system()));
    double rateHz = askedHz.or(subject::rateHz).orElse(OTHERWISE_HZ);
    try (Extensions extensions = Extensions.of(subject.plugins())) {
      EngineSettings settings = subject.settings().using(EngineSettings.AUTO);
      EngineCatalog catalog = new EngineCatalog(extensions, settings);
      ModelUse use;
      Agreement own;
      try (InferenceModel model = load(catalog, EngineSettings.ONNXRUNTIME, subject);
          InferenceModel again = load(catalog, EngineSettings.ONNXRUNTIME, subject)) {
        use = SubjectUse.of(subject, model.signature());
        own = CrossCheck.of(use, model, again);
      }
      if (!own.failure().isEmpty()) {
        throw PreflightException.at(subject.model().where())
            .summary("ONNX Runtime cannot evaluate the model")
            .found(own.failure())
            .remedy("a policy.yaml says what its inputs take: measure that")
            .build();
      }
      tell("engines are held against ONNX Runtime, and chosen");
      EngineDecision decision =
          EngineRule.of(
                  new EngineConfiguration(settings, Map.of(), Optional.empty()),
                  catalog,
                  EngineRule.Occasion.LIVE,
                  Stopwatch.system())
              .choose(List.of(subject.model()), model -> Optional.of(use))
              .decisions()
              .get(0);
      return measured(subject, catalog, use, own, decision, rateHz, machine);
    }
  }

  private PolicyBenchReport measured(
      PolicySubject subject,
      EngineCatalog catalog,
      ModelUse use,
      Agreement own,
      EngineDecision decision,
      double rateHz,
      TestMachine machine) {
    Map<String, Agreement> agreements = new LinkedHashMap<>();
    Map<String, String> absent = new LinkedHashMap<>();
    agreements.put(EngineSettings.ONNXRUNTIME, own);
    for (EngineFinding finding : decision.findings()) {
      if (!finding.usable()) {
        absent.put(finding.engine(), finding.text());
      } else if (finding.agreement().isPresent()) {
        agreements.put(finding.engine(), finding.agreement().get());
      }
    }
    List<TimedEngine> engines = new ArrayList<>();
    try {
      for (String name : agreements.keySet()) {
        engines.add(new TimedEngine(name, use, load(catalog, name, subject)));
      }
      EngineTurns turns = new EngineTurns(engines, rateHz, () -> stopped, this::tell);
      // Where all else took long, there are figures all the same.
      turns.measure(Math.max(durationNs / 2, durationNs - (System.nanoTime() - startNs)));
      return PolicyBenchReport.of(
          subject,
          rateHz,
          engines.stream()
              .map(e -> e.figures(catalog.engine(e.name()).identity(), agreements.get(e.name())))
              .toList(),
          decision,
          absent,
          machine);
    } finally {
      engines.forEach(TimedEngine::close);
    }
  }

  private static InferenceModel load(EngineCatalog catalog, String name, PolicySubject subject) {
    return catalog.engine(name).load(subject.model().where(), subject.model().content());
  }

  private void tell(String what) {
    if (progress != null) {
      progress.printf(
          Locale.ROOT,
          "%5.1f of %.0f s  %s%n",
          (System.nanoTime() - startNs) / NS_PER_S,
          durationNs / NS_PER_S,
          what);
    }
  }
}

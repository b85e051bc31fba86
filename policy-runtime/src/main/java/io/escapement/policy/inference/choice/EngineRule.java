package io.escapement.policy.inference.choice;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.InferenceEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a run comes by the engine of each of its models: as it is configured, as it was recorded, or
 * by measuring. Used by one thread.
 */
public final class EngineRule {

  /** When the rule is applied. */
  public enum Occasion {
    /** A run begins: what is asked for must be there and agree; {@code auto} measures. */
    LIVE,
    /**
     * A recorded run is evaluated again: nothing is measured, and ONNX Runtime stands in for an
     * engine that is not there.
     */
    REPLAY,
    /** The same with an engine that the user asks for, which must be there. */
    REPLAY_WITH
  }

  private final InferenceEngine given;
  private final EngineConfiguration configuration;
  private final EngineCatalog catalog;
  private final Occasion occasion;
  private final Stopwatch stopwatch;

  private EngineRule(
      InferenceEngine given,
      EngineConfiguration configuration,
      EngineCatalog catalog,
      Occasion occasion,
      Stopwatch stopwatch) {
    this.given = given;
    this.configuration = configuration;
    this.catalog = catalog;
    this.occasion = occasion;
    this.stopwatch = stopwatch;
  }

  /**
   * One engine for every model, whatever is configured: for programs that bring their own.
   *
   * @param engine evaluates every model
   * @return the rule
   */
  public static EngineRule given(InferenceEngine engine) {
    return new EngineRule(
        Objects.requireNonNull(engine, "engine"), EngineConfiguration.DEFAULT, null, null, null);
  }

  /**
   * The rule of a configuration.
   *
   * @param configuration what the run says
   * @param catalog the engines that there are
   * @param occasion when it is applied
   * @param stopwatch by which {@code auto} measures
   * @return the rule
   * @throws io.escapement.controller.config.ConfigurationException if there is no engine of the
   *     name
   */
  public static EngineRule of(
      EngineConfiguration configuration,
      EngineCatalog catalog,
      Occasion occasion,
      Stopwatch stopwatch) {
    configuration.place().ifPresent(catalog::demandName);
    return new EngineRule(
        null,
        configuration,
        Objects.requireNonNull(catalog, "catalog"),
        Objects.requireNonNull(occasion, "occasion"),
        Objects.requireNonNull(stopwatch, "stopwatch"));
  }

  /**
   * The engine that says what models take and give.
   *
   * @return ONNX Runtime, or the given one
   */
  public InferenceEngine reference() {
    return given == null ? catalog.reference() : given;
  }

  /**
   * Decides for each model. Not for the loop's thread.
   *
   * @param models the run's, the main policy's first
   * @param uses how the run uses a model; empty if it does not fit, which the policy's check says
   * @return the engines
   * @throws PreflightException if the engine that is asked for cannot evaluate a model here, or
   *     does not agree with ONNX Runtime
   */
  public ChosenEngines choose(List<RunModel> models, Function<RunModel, Optional<ModelUse>> uses) {
    Map<String, InferenceEngine> engines = new LinkedHashMap<>();
    List<EngineDecision> decisions = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    for (RunModel model : models) {
      EngineDecision decision = decide(model, uses, notices);
      engines.put(model.sha256(), given == null ? catalog.engine(decision.engine()) : given);
      decisions.add(decision);
    }
    return new ChosenEngines(reference(), engines, decisions, notices);
  }

  private EngineDecision decide(
      RunModel model, Function<RunModel, Optional<ModelUse>> uses, List<String> notices) {
    if (given != null) {
      return new EngineDecision(
          model.name(),
          model.sha256(),
          "given",
          given.identity(),
          "given by the program",
          List.of());
    }
    String use = configuration.settings().use();
    if (use.equals(EngineSettings.AUTO)) {
      String before = configuration.chosen().get(model.sha256());
      if (before != null && catalog.names().contains(before)) {
        Optional<String> misfit = misfit(before, model);
        if (misfit.isEmpty()) {
          return decision(model, before, "chosen when the run was recorded", List.of());
        }
        notices.add(standIn(model, before, misfit.get()));
      }
      return occasion == Occasion.LIVE
          ? new EngineTrials(catalog, stopwatch).fastest(model, uses.apply(model))
          : decision(model, EngineSettings.ONNXRUNTIME, "nothing is measured here", List.of());
    }
    if (use.equals(EngineSettings.ONNXRUNTIME)) {
      String why = configuration.place().isPresent() ? "as configured" : "the default";
      return decision(model, use, why, List.of());
    }
    return named(model, use, uses, notices);
  }

  private EngineDecision named(
      RunModel model,
      String use,
      Function<RunModel, Optional<ModelUse>> uses,
      List<String> notices) {
    Optional<String> misfit = misfit(use, model);
    if (misfit.isPresent()) {
      if (occasion == Occasion.REPLAY) {
        notices.add(standIn(model, use, misfit.get()));
        return decision(model, EngineSettings.ONNXRUNTIME, "stands in for " + use, List.of());
      }
      throw refused(model, use, misfit.get());
    }
    if (occasion == Occasion.REPLAY) {
      // The journal holds what the engine computed, which is a closer check than any other.
      return decision(model, use, "as the run was recorded", List.of());
    }
    Optional<ModelUse> how = uses.apply(model);
    if (how.isEmpty()) {
      return decision(model, use, "as configured", List.of());
    }
    EngineFinding finding = new EngineTrials(catalog, stopwatch).compared(use, how.get());
    if (!finding.usable()) {
      throw refused(model, use, finding.text());
    }
    return decision(model, use, "as configured; " + finding.text(), List.of(finding));
  }

  private Optional<String> misfit(String engine, RunModel model) {
    return catalog.unavailable(engine).or(() -> catalog.engine(engine).refusal(model.content()));
  }

  private String standIn(RunModel model, String engine, String why) {
    return "the engine "
        + engine
        + " cannot evaluate "
        + model.name()
        + " here ("
        + why
        + "): "
        + (occasion == Occasion.LIVE ? "another is looked for" : "ONNX Runtime stands in for it");
  }

  private PreflightException refused(RunModel model, String engine, String why) {
    return configuration
        .place()
        .orElseThrow()
        .preflight()
        .summary("the engine " + engine + " cannot evaluate " + model.name() + ", " + model.where())
        .found(why)
        .remedy("use: onnxruntime evaluates every model; use: auto the fastest that can")
        .build();
  }

  private EngineDecision decision(
      RunModel model, String engine, String why, List<EngineFinding> findings) {
    return new EngineDecision(
        model.name(), model.sha256(), engine, catalog.engine(engine).identity(), why, findings);
  }
}

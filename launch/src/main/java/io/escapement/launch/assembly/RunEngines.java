package io.escapement.launch.assembly;

import io.escapement.controller.extension.Extensions;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.choice.ChosenEngines;
import io.escapement.policy.inference.choice.EngineCatalog;
import io.escapement.policy.inference.choice.EngineConfiguration;
import io.escapement.policy.inference.choice.EngineRule;
import io.escapement.policy.inference.choice.InferenceBudget;
import io.escapement.policy.inference.choice.ModelUse;
import io.escapement.policy.inference.choice.RunModel;
import io.escapement.policy.inference.choice.Stopwatch;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The engines of a run: decided with the first question, and then the same for every pipeline. Safe
 * for use by several threads.
 */
public final class RunEngines {

  private final EngineRule rule;
  private final Supplier<List<RunModel>> models;
  private final Function<InferenceEngine, List<ModelUse>> usesBy;
  private ChosenEngines chosen;
  private List<ModelUse> uses;

  /**
   * Creates the question; nothing is read yet.
   *
   * @param rule how a model comes by its engine
   * @param models reads the run's models, the main policy's first
   * @param usesBy says, with the engine that tells what models take and give, how the run uses them
   */
  RunEngines(
      EngineRule rule,
      Supplier<List<RunModel>> models,
      Function<InferenceEngine, List<ModelUse>> usesBy) {
    this.rule = rule;
    this.models = models;
    this.usesBy = usesBy;
  }

  /**
   * The rule that a run's configuration asks for.
   *
   * @param configuration the run
   * @param extensions where engines are looked up
   * @param occasion when it is applied
   * @return the rule
   * @throws io.escapement.controller.config.ConfigurationException if there is no engine of the
   *     name
   */
  public static EngineRule rule(
      RunConfiguration configuration, Extensions extensions, EngineRule.Occasion occasion) {
    EngineConfiguration engine = configuration.engine();
    if (occasion == EngineRule.Occasion.REPLAY && engine.settings().library().isPresent()) {
      // A machine that did not record need not have that build; the journal knows its identity.
      boolean there = Files.exists(engine.settings().library().get());
      engine = there ? engine : engine.withoutLibrary();
    }
    return EngineRule.of(
        engine, new EngineCatalog(extensions, engine.settings()), occasion, Stopwatch.system());
  }

  /**
   * The engines.
   *
   * @return one for each model
   * @throws io.escapement.controller.config.PreflightException if the engine that is asked for
   *     cannot evaluate a model
   */
  public synchronized ChosenEngines chosen() {
    if (chosen == null) {
      chosen = rule.choose(models.get(), this::use);
    }
    return chosen;
  }

  /**
   * Measures what the loop waits for. Takes about a quarter of a second for each model.
   *
   * @param periodNs the loop's period, nanoseconds
   * @return what was measured, held against the period
   */
  public InferenceBudget budget(long periodNs) {
    return InferenceBudget.measured(periodNs, uses(), chosen(), Stopwatch.system());
  }

  /**
   * Measures what the loop waits for only as long as it is needed to tell whether it fits.
   *
   * @param periodNs the loop's period, nanoseconds
   * @return what was measured, held against the period
   */
  public InferenceBudget glance(long periodNs) {
    return InferenceBudget.glanced(periodNs, uses(), chosen(), Stopwatch.system());
  }

  private Optional<ModelUse> use(RunModel model) {
    return uses().stream().filter(use -> use.model().name().equals(model.name())).findFirst();
  }

  private synchronized List<ModelUse> uses() {
    if (uses == null) {
      uses = List.copyOf(usesBy.apply(rule.reference()));
    }
    return uses;
  }
}

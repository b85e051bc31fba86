package io.escapement.launch.inspect;

import io.escapement.controller.config.PreflightException;
import io.escapement.launch.text.Table;
import io.escapement.policy.inference.choice.EngineCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether an inference engine can run a model here.
 *
 * @param engine the engine's name
 * @param runs whether it can
 * @param why why not, or null
 */
public record EngineView(String engine, boolean runs, String why) {

  /**
   * Asks every engine about a model.
   *
   * @param catalog the engines
   * @param model the model's bytes
   * @return one for each engine, ONNX Runtime first
   */
  static List<EngineView> of(EngineCatalog catalog, byte[] model) {
    List<EngineView> views = new ArrayList<>();
    for (String name : catalog.names()) {
      Optional<String> why = catalog.unavailable(name).or(() -> refusal(catalog, name, model));
      views.add(new EngineView(name, why.isEmpty(), why.orElse(null)));
    }
    return views;
  }

  private static Optional<String> refusal(EngineCatalog catalog, String name, byte[] model) {
    try {
      return catalog.engine(name).refusal(model);
    } catch (PreflightException e) {
      return Optional.of(e.problem().summary());
    }
  }

  /** Adds a row for each engine. */
  static void rows(Table table, List<EngineView> engines) {
    engines.forEach(one -> table.row("runs on", one.text()));
  }

  private String text() {
    return runs ? engine : engine + ": no, " + why;
  }
}

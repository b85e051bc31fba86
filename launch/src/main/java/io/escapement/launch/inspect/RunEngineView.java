package io.escapement.launch.inspect;

import io.escapement.controller.config.Origin;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.choice.EngineConfiguration;
import io.escapement.policy.inference.choice.RunModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The engine that a run's YAML asks for. Nothing is measured for it.
 *
 * @param asked name of the engine, or {@code auto}
 * @param library path of another build of ONNX Runtime, or null
 * @param chosen under {@code auto}, the engine that an earlier measurement chose, by the model's
 *     name in the run; without those that are open until the run begins
 */
public record RunEngineView(String asked, String library, Map<String, String> chosen) {

  /**
   * Shows an engine block.
   *
   * @param engine the block
   * @param models the run's models
   * @return the view
   */
  static RunEngineView of(EngineConfiguration engine, List<RunModel> models) {
    Map<String, String> chosen = new LinkedHashMap<>();
    if (engine.settings().use().equals(EngineSettings.AUTO)) {
      for (RunModel model : models) {
        String one = engine.chosen().get(model.sha256());
        if (one != null) {
          chosen.put(model.name(), one);
        }
      }
    }
    return new RunEngineView(
        engine.settings().use(),
        engine.settings().library().map(Origin::display).orElse(null),
        chosen);
  }

  /** The engine in a line. */
  String text() {
    String open = asked.equals(EngineSettings.AUTO) ? ", measured when the run begins" : "";
    String known =
        chosen.entrySet().stream()
            .map(one -> one.getKey() + " on " + one.getValue())
            .collect(Collectors.joining(", "));
    return asked
        + (known.isEmpty() ? open : ", chosen earlier: " + known)
        + (library == null ? "" : ", ONNX Runtime of " + library);
  }
}

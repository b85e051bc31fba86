package io.escapement.policy.inference.choice;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.inference.EngineProvider;
import io.escapement.policy.inference.TensorType;
import io.escapement.policy.onnx.SeededGru;
import io.escapement.policy.onnx.SeededMlp;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Models, and the choice of an engine for them by a clock that the engines themselves move. */
final class Choosing {

  private static final List<Double> ONES = List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0);

  final AtomicLong clockNs = new AtomicLong();

  /** A network of 6 observations and 3 actions, with one golden vector's inputs. */
  static ModelUse network() {
    return new ModelUse(
        RunModel.of("policy", "m.onnx", SeededMlp.model(5, 6, 16, 3)),
        List.of(new ModelUse.Input(tensor("obs", 1, 6), Optional.empty(), Optional.empty())),
        List.of(tensor("actions", 1, 3)),
        List.of(Map.of("obs", ONES)),
        true,
        1);
  }

  /** A recurrent one. */
  static ModelUse recurrent() {
    return new ModelUse(
        RunModel.of("policy", "gru.onnx", SeededGru.model(5, 6, 8, 1, 3)),
        List.of(
            new ModelUse.Input(tensor("obs", 1, 6), Optional.empty(), Optional.empty()),
            new ModelUse.Input(
                tensor("h_in", 1, 1, 8),
                Optional.of(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)),
                Optional.of("h_out"))),
        List.of(tensor("h_out", 1, 1, 8), tensor("actions", 1, 3)),
        List.of(),
        true,
        1);
  }

  private static ModelUse.Tensor tensor(String name, long... shape) {
    return new ModelUse.Tensor(name, TensorType.FLOAT32, Arrays.stream(shape).boxed().toList());
  }

  static YamlNode yaml(String text) {
    return YamlReader.parse(text, "run.yaml", Path.of("").toAbsolutePath());
  }

  static EngineConfiguration configured(String yaml) {
    return EngineConfiguration.read(yaml("engine: " + yaml).get("engine"));
  }

  Stopwatch stopwatch() {
    return new Stopwatch(clockNs::get, clockNs::get);
  }

  EngineRule rule(
      String yaml, EngineRule.Occasion occasion, List<? extends EngineProvider> engines) {
    EngineConfiguration configuration = configured(yaml);
    EngineCatalog catalog = new EngineCatalog(List.copyOf(engines), configuration.settings());
    return EngineRule.of(configuration, catalog, occasion, stopwatch());
  }

  EngineDecision decide(
      String yaml, EngineRule.Occasion occasion, ModelUse use, ScriptedEngine... engines) {
    return chosen(yaml, occasion, use, engines).decisions().get(0);
  }

  ChosenEngines chosen(
      String yaml, EngineRule.Occasion occasion, ModelUse use, ScriptedEngine... engines) {
    return rule(yaml, occasion, List.of(engines))
        .choose(List.of(use.model()), model -> Optional.of(use));
  }
}

package io.escapement.policy.inference.choice;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.policy.inference.choice.EngineRule.Occasion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineRuleTest {

  private final Choosing choosing = new Choosing();
  private final ScriptedEngine swift = ScriptedEngine.taking("vector", choosing.clockNs, 2_000);

  private EngineDecision auto(ScriptedEngine... engines) {
    return choosing.decide("auto", Occasion.LIVE, Choosing.network(), engines);
  }

  @Test
  void withoutAWordOnnxRuntimeEvaluatesEverything() {
    ModelUse use = Choosing.network();
    EngineCatalog catalog =
        new EngineCatalog(List.of(swift), EngineConfiguration.DEFAULT.settings());
    ChosenEngines engines =
        EngineRule.of(EngineConfiguration.DEFAULT, catalog, Occasion.LIVE, choosing.stopwatch())
            .choose(List.of(use.model()), model -> Optional.of(use));
    assertEquals("onnxruntime", engines.decisions().get(0).engine());
    assertTrue(engines.identities().get("policy").startsWith("onnxruntime "));
  }

  @Test
  void autoTakesAnEngineThatIsClearlyFaster() {
    // ONNX Runtime does not move the clock, and so is timed as 0: give it a name that does.
    ScriptedEngine slow = ScriptedEngine.taking("snail", choosing.clockNs, 90_000);
    EngineTrials trials = new EngineTrials(catalogWith(slow, swift), choosing.stopwatch());
    List<Latency> latencies = trials.latencies(Choosing.network(), List.of(slow, swift));
    assertEquals(90, latencies.get(0).p50Us());
    assertEquals(2, latencies.get(1).p999Us());
    assertEquals(1, EngineTrials.fastest(latencies));
  }

  @Test
  void autoStaysWithOnnxRuntimeIfTheOtherIsAboutAsFast() {
    Latency reference = new Latency(100, 0, 0, 1);
    assertEquals(0, EngineTrials.fastest(List.of(reference, new Latency(85, 0, 0, 1))));
    assertEquals(1, EngineTrials.fastest(List.of(reference, new Latency(79, 0, 0, 1))));
    assertEquals(
        2,
        EngineTrials.fastest(
            List.of(reference, new Latency(79, 0, 0, 1), new Latency(30, 0, 0, 1))));
  }

  @Test
  void autoExcludesWhatDoesNotAgreeAndSaysByHowMuch() {
    EngineDecision decision = auto(swift.offBy(1e-3));
    EngineFinding finding = decision.findings().get(decision.findings().size() - 1);
    assertAll(
        () -> assertEquals("onnxruntime", decision.engine()),
        () -> assertEquals("vector", finding.engine()),
        () -> assertFalse(finding.usable()),
        () -> assertEquals(1e-3, finding.agreement().orElseThrow().worst(), 1e-4),
        () -> assertTrue(finding.text().contains("actions"), finding.text()));
  }

  @Test
  void autoSaysWhyAnEngineIsNotLookedAt() {
    EngineDecision decision = auto(swift.refusing("node 'pool' has the operator MaxPool"));
    List<String> found = decision.findings().stream().map(EngineFinding::text).toList();
    assertTrue(found.contains("node 'pool' has the operator MaxPool"), found::toString);
    assertTrue(found.get(0).contains("escapement-policy-cuda"), found::toString);
  }

  @Test
  void whatWasChosenBeforeIsTakenWithoutMeasuring() {
    ModelUse use = Choosing.network();
    String yaml = "{use: auto, chosen: {" + use.model().sha256() + ": vector}}";
    long before = choosing.clockNs.get();
    for (Occasion occasion : Occasion.values()) {
      assertEquals("vector", choosing.decide(yaml, occasion, use, swift).engine());
    }
    assertEquals(before, choosing.clockNs.get(), "nothing was evaluated");
  }

  @Test
  void onReplayOnnxRuntimeStandsInForAnEngineThatIsNotThere() {
    for (String yaml : List.of("vector", "{use: auto, chosen: {" + sha256() + ": vector}}")) {
      ChosenEngines engines =
          choosing.chosen(
              yaml, Occasion.REPLAY, Choosing.network(), swift.absent("no such module"));
      assertEquals("onnxruntime", engines.decisions().get(0).engine());
      assertTrue(engines.notices().get(0).contains("no such module"), engines.notices()::toString);
    }
  }

  private static String sha256() {
    return Choosing.network().model().sha256();
  }

  @Test
  void anEngineThatIsAskedForMustBeThere() {
    for (Occasion occasion : List.of(Occasion.LIVE, Occasion.REPLAY_WITH)) {
      Problem problem = problem("{use: vector}", occasion, swift.absent("add the module X"));
      assertAll(
          () -> assertEquals("run.yaml:1", problem.where() + ":" + problem.line()),
          () -> assertEquals("add the module X", problem.found()),
          () -> assertTrue(problem.remedy().contains("onnxruntime"), problem::remedy));
    }
  }

  @Test
  void anEngineThatIsAskedForMustExpressTheModel() {
    Problem problem =
        problem("vector", Occasion.LIVE, swift.refusing("node 'pool' has the operator MaxPool"));
    assertTrue(problem.summary().contains("m.onnx"), problem::summary);
    assertTrue(problem.found().contains("MaxPool"), problem::found);
  }

  @Test
  void anEngineThatIsAskedForMustAgreeWithOnnxRuntime() {
    Problem problem = problem("vector", Occasion.LIVE, swift.offBy(1e-4));
    assertTrue(problem.found().contains("1.0e-04"), problem::found);
    assertEquals(
        "vector",
        choosing.decide("vector", Occasion.LIVE, Choosing.network(), swift.offBy(1e-6)).engine());
  }

  @Test
  void anEngineOfNoNameIsAnErrorAtItsPlace() {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> choosing.rule("tensorrt", Occasion.LIVE, List.of(swift)));
    Problem problem = e.problem();
    assertAll(
        () -> assertEquals("one of onnxruntime, cuda, vector, auto", problem.expected()),
        () -> assertEquals("\"tensorrt\"", problem.found()),
        () ->
            assertEquals(
                "run.yaml:1:9", problem.where() + ":" + problem.line() + ":" + problem.column()));
  }

  private EngineCatalog catalogWith(ScriptedEngine... engines) {
    return new EngineCatalog(List.of(engines), EngineConfiguration.DEFAULT.settings());
  }

  private Problem problem(String yaml, Occasion occasion, ScriptedEngine engine) {
    return assertThrows(
            PreflightException.class,
            () -> choosing.decide(yaml, occasion, Choosing.network(), engine))
        .problem();
  }
}

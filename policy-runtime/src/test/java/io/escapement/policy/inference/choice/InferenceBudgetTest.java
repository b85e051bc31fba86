package io.escapement.policy.inference.choice;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.Problem;
import io.escapement.controller.config.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InferenceBudgetTest {

  private static final long PERIOD_NS = 2_000_000;
  private static final YamlNode RATE = Choosing.yaml("rate_hz: 500").get("rate_hz");

  private static InferenceBudget.Part taking(double p999Us) {
    return new InferenceBudget.Part(
        "policy", "onnxruntime", new Latency(p999Us / 2, p999Us, p999Us, 1000));
  }

  private static InferenceBudget budget(InferenceBudget.Part... parts) {
    return InferenceBudget.of(PERIOD_NS, List.of(parts));
  }

  @Test
  void whatTakesLittleOfThePeriodIsNotSpokenOf() {
    InferenceBudget budget = budget(taking(900));
    assertEquals(Optional.empty(), budget.problem(RATE));
    assertEquals(Optional.empty(), budget.notice());
  }

  @Test
  void whatTakesMuchOfThePeriodIsSaid() {
    InferenceBudget budget = budget(taking(1500));
    assertEquals(Optional.empty(), budget.problem(RATE));
    assertTrue(budget.notice().orElseThrow().contains("75 %"), budget.notice()::toString);
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsFiguresAndWhatToDo() {
    Problem problem = budget(taking(2100)).problem(RATE).orElseThrow();
    assertAll(
        () -> assertEquals("run.yaml:1", problem.where() + ":" + problem.line()),
        () -> assertTrue(problem.found().contains("p99.9 2100.0 us"), problem::found),
        () -> assertTrue(problem.expected().contains("2000 us"), problem::expected),
        () -> assertTrue(problem.remedy().contains("asynchronous"), problem::remedy),
        () -> assertTrue(problem.remedy().contains("rate_hz"), problem::remedy),
        () -> assertTrue(problem.remedy().contains("engine"), problem::remedy));
  }

  @Test
  void modelsOfOneTickAddUp() {
    assertEquals(2, budget(taking(1200), taking(900)).parts().size());
    assertTrue(budget(taking(1200), taking(900)).problem(RATE).isPresent());
  }

  @Test
  void aRunWithoutAModelFitsAlways() {
    assertTrue(budget().fits());
  }

  @Test
  void eachModelThatTheLoopWaitsForIsMeasuredWithItsEngine() {
    AtomicLong clockNs = new AtomicLong();
    ScriptedEngine engine = ScriptedEngine.taking("given", clockNs, 40_000);
    ModelUse use = Choosing.network();
    ModelUse beside =
        new ModelUse(use.model(), use.inputs(), use.outputs(), use.golden(), false, 1);
    ModelUse sampled =
        new ModelUse(use.model(), use.inputs(), use.outputs(), use.golden(), true, 10);
    ChosenEngines engines =
        EngineRule.given(engine).choose(List.of(use.model()), model -> Optional.of(use));
    InferenceBudget budget =
        InferenceBudget.measured(
            PERIOD_NS,
            List.of(use, beside, sampled),
            engines,
            new Stopwatch(clockNs::get, clockNs::get));
    assertEquals(
        List.of(40.0, 400.0), budget.parts().stream().map(p -> p.latency().p50Us()).toList());
    assertEquals(440, budget.inference().p999Us(), 1e-9);
  }

  private static InferenceBudget glanced(long everyNs) {
    AtomicLong clockNs = new AtomicLong();
    ScriptedEngine engine = ScriptedEngine.taking("given", clockNs, everyNs);
    ModelUse use = Choosing.network();
    ChosenEngines engines =
        EngineRule.given(engine).choose(List.of(use.model()), model -> Optional.of(use));
    return InferenceBudget.glanced(
        PERIOD_NS, List.of(use), engines, new Stopwatch(clockNs::get, clockNs::get));
  }

  @Test
  void aGlanceIsEnoughForWhatTakesAnEighthOfThePeriodAtMost() {
    InferenceBudget budget = glanced(PERIOD_NS / 8);
    assertEquals(250, budget.inference().p999Us(), 1e-9);
    assertTrue(budget.inference().calls() <= 400, budget.inference()::toString);
  }

  @Test
  void whatTakesLongerIsMeasuredAtLength() {
    long everyNs = PERIOD_NS / 8 + 1000;
    InferenceBudget budget = glanced(everyNs);
    assertEquals(everyNs / 1e3, budget.inference().p999Us(), 1e-9);
    // Five stretches of 30 ms.
    assertEquals(5 * (30_000_000 / everyNs), budget.inference().calls());
  }

  @Test
  void aGlanceLetsNothingPassThatDoesNotFit() {
    assertTrue(glanced(PERIOD_NS + 1000).problem(RATE).isPresent());
  }
}

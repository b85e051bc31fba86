package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.launch.bench.Cyclictest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code bench loop} ends by itself and says what it measured; how late that was, no test says. */
class BenchLoopTest {

  private static final String DEMO = Project.example("demo/run.yaml").toString();

  private static JsonNode bench(String... more) {
    List<String> words = new java.util.ArrayList<>(List.of("bench", "loop", DEMO, "--json"));
    words.addAll(List.of(more));
    return CommandLineResult.of(words.toArray(String[]::new)).exits(0).json();
  }

  private static void hasItsFigures(JsonNode report, long ticks) {
    assertEquals(ticks, report.get("ticks").asLong());
    assertTrue(report.get("skipped").isIntegralNumber());
    assertTrue(report.get("scheduler").asText().startsWith("SCHED_"), report::toString);
    for (String figure : List.of("p50", "p99", "p999", "p9999", "max")) {
      assertTrue(report.get("loop_us").get(figure).isNumber(), report::toString);
    }
    boolean compared = Cyclictest.find(System.getenv("PATH")).isPresent();
    assertEquals(compared, report.get("cyclictest_us").has("p9999"), report::toString);
    assertEquals(compared, report.get("late_share").get("cyclictest").isNumber());
    assertEquals(compared, report.get("notes").isEmpty(), report::toString);
  }

  @Test
  void measuresTheLoopOfARunWithoutItsDrivers() {
    JsonNode report = bench("--rate", "500", "--duration", "1s");

    assertEquals(500, report.get("rate_hz").asDouble());
    hasItsFigures(report, 500);
    assertTrue(report.get("tick_us").get("p50").asDouble() > 0);
  }

  @Test
  void measuresAnEmptyTick() {
    hasItsFigures(bench("--rate", "2000", "--duration", "500ms", "--bare"), 1_000);
  }
}

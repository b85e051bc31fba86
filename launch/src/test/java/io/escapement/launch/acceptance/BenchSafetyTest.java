package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the certified filter costs, measured too briefly to say anything about time. */
class BenchSafetyTest {

  @Test
  void it_tells_what_solver_and_dynamics_cost_and_that_they_allocate_nothing() {
    assertTrue(
        Files.exists(Project.example("maze/robot.yaml")), "the examples' robots are measured");
    JsonNode report =
        CommandLineResult.of("bench", "safety", "--duration=1s", "--json", "--quiet")
            .exits(0)
            .json();

    assertEquals(List.of(7, 12, 29), numbers(report, "sizes", "joints"));
    assertEquals(List.of(24, 40, 90), numbers(report, "sizes", "rows"));
    for (JsonNode size : report.get("sizes")) {
      for (String time : List.of("p50_us", "p99_us", "cold_p50_us", "oracle_p50_us")) {
        assertTrue(size.get(time).doubleValue() > 0, size::toString);
      }
      assertEquals(0.0, size.get("bytes_per_solve").doubleValue(), size::toString);
      assertEquals(0, size.get("unsolved").longValue(), size::toString);
      assertTrue(size.get("active").doubleValue() > 1, "rows that hold nothing back cost nothing");
      assertTrue(size.get("oracle_difference").doubleValue() < 1e-3, size::toString);
      assertEquals(0, size.get("oracle_better").longValue(), size::toString);
    }
    assertEquals(List.of(7, 12, 29), numbers(report, "dynamics", "joints"));
    for (JsonNode robot : report.get("dynamics")) {
      assertTrue(robot.get("p99_us").doubleValue() >= robot.get("p50_us").doubleValue());
      assertEquals(0.0, robot.get("bytes_per_tick").doubleValue(), robot::toString);
    }
    assertTrue(report.get("machine").hasNonNull("cpu"));
  }

  @Test
  void a_duration_that_is_none_is_refused() {
    CommandLineResult.of("bench", "safety", "--duration=soon").exits(2).says("--duration");
  }

  private static List<Integer> numbers(JsonNode report, String list, String key) {
    return StreamSupport.stream(report.get(list).spliterator(), false)
        .map(entry -> entry.get(key).intValue())
        .toList();
  }
}

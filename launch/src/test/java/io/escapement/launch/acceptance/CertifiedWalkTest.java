package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import io.escapement.testing.RequiresPolicies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * With the certified filter on and no limit near, legged robots walk as without it: as far within 2
 * %, with less than 1 % of ticks changed, and every bit of it is computed again on replay.
 */
@RequiresMujoco
class CertifiedWalkTest {

  private static final double DISTANCE_TOLERANCE = 0.02;
  private static final double CHANGED = 0.01;

  @TempDir Path folder;

  /** Distances are those of the reference runs without any filter. */
  @RequiresPolicies
  @ParameterizedTest
  @CsvSource({"go1, go1, 9.86", "unitree_g1, g1, 9.00"})
  void robotsOfOthersWalkAsFarAsInTheirReferenceRuns(String example, String robot, double metres) {
    JsonNode summary = run(example, "10s", "safety.certified={}");

    assertWalksAsBefore(summary, robot, metres);
  }

  @Test
  void theQuadrupedWalksAsFarAsWithoutTheFilter() {
    JsonNode without = run("demo", "5s", "timeline=[]");
    JsonNode with = run("demo", "5s", "timeline=[]", "safety.certified={}");

    assertWalksAsBefore(with, "tock", forward(without));
  }

  private void assertWalksAsBefore(JsonNode summary, String robot, double metres) {
    assertEquals(metres, forward(summary), DISTANCE_TOLERANCE * metres);
    assertFalse(summary.get("fell").booleanValue());
    assertEquals("policy", summary.get("mode").textValue());
    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue());
    Path run = Path.of(summary.get("run_dir").textValue());
    JournalReading journal = JournalReading.of(run);
    List<Integer> changed = journal.integers(robot + "/certified/changed");
    long ticks = changed.stream().filter(change -> change != 0).count();
    assertTrue(ticks < CHANGED * changed.size(), () -> ticks + " of " + changed.size());
    assertTrue(journal.integers(robot + "/certified/braking").stream().allMatch(b -> b == 0));
    JsonNode report = Replays.verify(run).exits(0).json();
    assertEquals(summary.get("ticks"), report.get("compared"), report::toString);
  }

  private static double forward(JsonNode summary) {
    return summary.get("base_displacement_m").get(0).doubleValue();
  }

  private JsonNode run(String example, String duration, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                Project.example(example + "/run.yaml").toString(),
                "--lockstep",
                "--json",
                "--quiet",
                "--duration",
                duration));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return CommandLineResult.of(Project.words(folder, words)).exits(0).json();
  }
}

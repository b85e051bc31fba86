package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies without a model on the project's own quadruped: {@code examples/classical}. */
@RequiresMujoco
class ClassicalPoliciesTest {

  private static final int TICKS = 5000;

  @TempDir Path folder;

  @Test
  void aGaitGeneratorWalksTheRobotRoundABendAndStopsIt() {
    JsonNode summary = run("run.yaml");

    assertTrue(summary.get("base_displacement_m").get(0).doubleValue() > 1.2, summary::toString);
    assertTrue(summary.get("base_displacement_m").get(1).doubleValue() > 0.05, summary::toString);
    assertTrue(summary.get("min_base_height_m").doubleValue() > 0.27, summary::toString);
    assertStands(summary);
    assertVerified(summary);
  }

  @Test
  void aTrajectoryCrouchesTheRobotAndStandsItUp() {
    JsonNode summary = run("stand-run.yaml");

    assertTrue(summary.get("min_base_height_m").doubleValue() < 0.2, summary::toString);
    assertEquals(0, summary.get("base_displacement_m").get(2).doubleValue(), 0.03);
    assertStands(summary);
    assertVerified(summary);
  }

  @Test
  void aMoveToAPoseCrouchesTheRobotAndKeepsItDown() {
    JsonNode summary = run("crouch-run.yaml");

    double sunk = -summary.get("base_displacement_m").get(2).doubleValue();
    assertTrue(sunk > 0.05 && sunk < 0.13, summary::toString);
    assertStands(summary);
    assertVerified(summary);
  }

  private JsonNode run(String file) {
    return CommandLineResult.of(
            Project.words(
                folder,
                List.of(
                    "run",
                    Project.example("classical/" + file).toString(),
                    "--lockstep",
                    "--json",
                    "--quiet")))
        .exits(0)
        .json();
  }

  private static void assertStands(JsonNode summary) {
    assertEquals("policy", summary.get("mode").textValue());
    assertFalse(summary.get("fell").booleanValue());
    assertTrue(summary.get("max_tilt_deg").doubleValue() < 12, summary::toString);
    assertEquals(0, summary.get("interventions").longValue());
    assertEquals(TICKS, summary.get("ticks").longValue());
    assertEquals(TICKS, summary.get("policy_calls").longValue());
    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue());
  }

  private static void assertVerified(JsonNode summary) {
    Path run = Path.of(summary.get("run_dir").textValue());
    for (int fromS : new int[] {0, 6}) {
      JsonNode report = Replays.verify(run, "--from", Integer.toString(fromS)).exits(0).json();
      long ticks = TICKS - 500L * fromS;
      assertEquals(ticks, report.get("ticks").longValue(), report::toString);
      assertEquals(ticks, report.get("compared").longValue(), report::toString);
    }
  }
}

package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import io.escapement.testing.RequiresPolicies;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Policies that others trained walk as far as they do in their authors' own tools; the distances
 * are those of reference runs with ONNX Runtime and MuJoCo alone.
 */
@RequiresMujoco
@RequiresPolicies
class TrainedPoliciesTest {

  private static final double DISTANCE_TOLERANCE = 0.02;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1.0, 9.86, full", "0.5, 4.92, inputs"})
  void theGo1WalksStraightAsFarAsInTheReferenceRun(String vx, double metres, String recording) {
    JsonNode summary = run("go1", vx, recording, 2500);

    assertWalks(summary, metres);
    if (vx.equals("1.0")) {
      double sideways = summary.get("base_displacement_m").get(1).doubleValue();
      assertTrue(Math.abs(sideways) < 0.3, "sideways " + sideways);
    }
  }

  @ParameterizedTest
  @CsvSource({"1.0, 9.00, inputs", "0.5, 4.71, full"})
  void theG1WalksAsFarAsInTheReferenceRun(String vx, double metres, String recording) {
    assertWalks(run("unitree_g1", vx, recording, 5000), metres);
  }

  private JsonNode run(String example, String vx, String recording, long ticks) {
    JsonNode summary =
        CommandLineResult.of(
                Project.words(
                    folder,
                    List.of(
                        "run",
                        Project.example(example + "/run.yaml").toString(),
                        "--lockstep",
                        "--json",
                        "--quiet",
                        "--duration",
                        "10s",
                        "--set",
                        "command.vx=" + vx,
                        "--set",
                        "journal.record=" + recording)))
            .exits(0)
            .json();
    assertEquals(ticks, summary.get("ticks").longValue());
    return summary;
  }

  private static void assertWalks(JsonNode summary, double metres) {
    double forward = summary.get("base_displacement_m").get(0).doubleValue();
    assertEquals(metres, forward, DISTANCE_TOLERANCE * metres);
    assertEquals(500, summary.get("policy_calls").longValue());
    assertFalse(summary.get("fell").booleanValue());
    assertEquals(0, summary.get("interventions").longValue(), "commands changed by the filters");
    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue());
    assertVerified(summary, "0", summary.get("ticks").longValue());
    // Keyframes stand 1000 ticks apart, the first at tick -1.
    assertVerified(summary, "9", summary.get("ticks").longValue() % 1000 == 0 ? 1000 : 500);
  }

  private static void assertVerified(JsonNode summary, String fromS, long ticks) {
    Path run = Path.of(summary.get("run_dir").textValue());
    JsonNode report = Replays.verify(run, "--from", fromS).exits(0).json();
    assertEquals(ticks, report.get("ticks").longValue(), report::toString);
    assertEquals(ticks, report.get("compared").longValue(), report::toString);
    assertEquals(summary.get("journal").get("record"), report.get("record"));
  }
}

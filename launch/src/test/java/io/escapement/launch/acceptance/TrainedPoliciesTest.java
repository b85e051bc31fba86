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
  @CsvSource({"1.0, 9.86", "0.5, 4.92"})
  void theGo1WalksStraightAsFarAsInTheReferenceRun(String vx, double metres) {
    JsonNode summary = run("go1", vx, 2500);

    assertWalks(summary, metres);
    if (vx.equals("1.0")) {
      double sideways = summary.get("base_displacement_m").get(1).doubleValue();
      assertTrue(Math.abs(sideways) < 0.3, "sideways " + sideways);
    }
  }

  @ParameterizedTest
  @CsvSource({"1.0, 9.00", "0.5, 4.71"})
  void theG1WalksAsFarAsInTheReferenceRun(String vx, double metres) {
    assertWalks(run("unitree_g1", vx, 5000), metres);
  }

  private JsonNode run(String example, String vx, long ticks) {
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
                        "command.vx=" + vx)))
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
    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue());
  }
}

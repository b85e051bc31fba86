package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.Policies;
import io.escapement.testing.RequiresMujoco;
import io.escapement.testing.RequiresPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A policy that was trained on its simulator's velocity walks on the estimated one: as far as on
 * the true one, through turns and pushes. The estimate is near the truth on other robots as well.
 */
@RequiresMujoco
class EstimatedVelocityTest {

  private static final double[] GO1_UNIT = {-0.01592, -0.06659, -0.00617};

  private static final String TOCKS_FEET =
      """
      estimation:
        type: legged
        feet:
          front_left: {geom: front_left_foot}
          front_right: {geom: front_right_foot}
          rear_left: {geom: rear_left_foot}
          rear_right: {geom: rear_right_foot}
      """;

  private static final String G1S_FEET =
      """
      estimation:
        type: legged
        frame: base
        feet:
          left: {body: left_ankle_roll_link, offset: [0.035, 0, -0.037]}
          right: {body: right_ankle_roll_link, offset: [0.035, 0, -0.037]}
        contact: {touch_n: 80, release_n: 40}
      """;

  @TempDir Path folder;

  @Test
  @RequiresPolicies
  void theGo1WalksAsFarOnTheEstimateAsOnTheTruth() {
    Path example = Project.example("go1-estimated/run.yaml");
    JsonNode estimated = run(example, "30s");
    assertWalked(estimated);
    Path run = Path.of(estimated.get("run_dir").textValue());
    JsonNode report = Replays.verify(run).exits(0).json();
    assertEquals(7500, report.get("compared").longValue(), report::toString);

    JsonNode measured = run(example, "30s", "--set", "robot=" + Project.example("go1/robot.yaml"));
    assertWalked(measured);
    double expected = pathLength(Path.of(measured.get("run_dir").textValue()));
    double length = pathLength(run);
    assertTrue(expected > 15, "a run of " + expected + " m says nothing");
    assertEquals(expected, length, 0.1 * expected, "metres walked");

    // Seen: 0.030, 0.017 and 0.029 m/s, and 5 mm. The simulator's feet sink in by millimetres.
    EstimateErrors errors = EstimateErrors.of(run, "go1", GO1_UNIT, 250);
    assertNear(errors, new EstimateErrors(0.045, 0.03, 0.045, 0.012, 0.15));
  }

  @Test
  void theDemosRobotIsEstimatedFromItsTouchSensors() {
    DemoCopy demo =
        new DemoCopy(folder)
            .replace(
                "robot.yaml",
                "  base_linear_velocity: {sensor: imu_velocity, simulator_only: true}\n",
                "")
            .append("robot.yaml", TOCKS_FEET);

    JsonNode summary = run(demo.file("run.yaml"), "20s");

    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue());
    Path run = Path.of(summary.get("run_dir").textValue());
    // Seen: 0.007, 0.004 and 0.005 m/s, and less than a millimetre.
    EstimateErrors errors = EstimateErrors.of(run, "tock", new double[] {0, 0, 0.02}, 500);
    assertNear(errors, new EstimateErrors(0.015, 0.01, 0.015, 0.003, 0.15));
    Replays.verify(run).exits(0);
  }

  @Test
  @RequiresPolicies
  void theBaseOfAHumanoidIsEstimatedFromTwoFlatFeet() throws IOException {
    String policies = Policies.folder().toString();
    Path robot = folder.resolve("robot.yaml");
    Files.writeString(
        robot,
        Files.readString(Project.example("unitree_g1/robot.yaml"))
                .replace("${env:ESCAPEMENT_POLICIES:-../../../shared/policies}", policies)
            + G1S_FEET);

    JsonNode summary =
        run(Project.example("unitree_g1/run.yaml"), "10s", "--set", "robot=" + robot);

    assertFalse(summary.get("fell").booleanValue());
    Path run = Path.of(summary.get("run_dir").textValue());
    // Seen: 0.007, 0.007 and 0.025 m/s, and 6 mm.
    EstimateErrors errors = EstimateErrors.of(run, "g1", new double[3], 500);
    assertNear(errors, new EstimateErrors(0.02, 0.02, 0.04, 0.015, 0.15));
  }

  private JsonNode run(Path file, String duration, String... more) {
    List<String> words =
        List.of("run", file.toString(), "--lockstep", "--json", "--quiet", "--duration", duration);
    return CommandLineResult.of(Project.words(folder.resolve("runs"), words, more)).exits(0).json();
  }

  private static void assertWalked(JsonNode summary) {
    assertEquals(7500, summary.get("ticks").longValue());
    assertEquals(1500, summary.get("policy_calls").longValue());
    assertFalse(summary.get("fell").booleanValue());
    assertEquals(0, summary.get("interventions").longValue(), "commands changed by the filters");
    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue());
  }

  private static void assertNear(EstimateErrors errors, EstimateErrors most) {
    boolean near =
        errors.forward() < most.forward()
            && errors.sideways() < most.sideways()
            && errors.upwards() < most.upwards()
            && errors.height() < most.height()
            && errors.worstDeviation() < most.worstDeviation()
            && errors.worstDeviation() > 0;
    assertTrue(near, errors + ", expected less than " + most);
  }

  /** Metres along the ground, in steps of a fifth of a second, so that swaying does not count. */
  private static double pathLength(Path run) {
    List<double[]> positions = JournalReading.of(run).doubles("go1/truth/position");
    double length = 0;
    for (int i = 50; i < positions.size(); i += 50) {
      double dx = positions.get(i)[0] - positions.get(i - 50)[0];
      double dy = positions.get(i)[1] - positions.get(i - 50)[1];
      length += Math.hypot(dx, dy);
    }
    return length;
  }
}

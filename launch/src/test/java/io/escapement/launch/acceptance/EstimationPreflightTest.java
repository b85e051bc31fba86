package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an estimation needs, and what it makes unnecessary. */
class EstimationPreflightTest {

  private static final String SENSOR =
      "  base_linear_velocity: {sensor: imu_velocity, simulator_only: true}\n";
  private static final String CONTACTS =
      """
        contacts:
          front_left: front_left_touch
          front_right: front_right_touch
          rear_left: rear_left_touch
          rear_right: rear_right_touch
      """;
  private static final String FEET =
      """
      estimation:
        type: legged
        feet:
          front_left: {geom: front_left_foot}
          rear_right: {geom: rear_right_foot}
      """;

  @TempDir Path folder;

  private DemoCopy demo;

  @BeforeEach
  void letThePolicyWantTheVelocity() {
    demo =
        new DemoCopy(folder)
            .append("robot.yaml", FEET)
            .replace(
                "policy.yaml",
                "  - {term: joint_velocity}\n",
                "  - {term: joint_velocity}\n  - {term: base_linear_velocity}\n");
  }

  private void hardware() throws IOException {
    Files.writeString(demo.file("samples.csv"), OffTheSimulatorTest.standingStill());
    demo.replace(
            "run.yaml",
            "  - {at: 4s, push: {body: trunk, force_n: [0, 65, 0], duration: 200ms}}\n",
            "")
        .replace(
            "run.yaml",
            "{type: mujoco, keyframe: home}",
            "{type: bench-hardware, file: samples.csv, command_timeout: 50ms}");
  }

  @Test
  void aSensorBesideItIsRefused() {
    demo.check()
        .exits(2)
        .says(
            "robot.yaml",
            "base_linear_velocity",
            "tock/base/linear_velocity",
            "take one of them out")
        .hasNoStackTrace();
    assertFalse(Files.exists(demo.runs()));
  }

  @Test
  void offTheSimulatorItSuppliesTheVelocity() throws IOException {
    hardware();
    demo.replace("robot.yaml", SENSOR, "").replace("robot.yaml", CONTACTS, "");

    // The demo's model has no input for the velocity; that nothing supplies it is not said.
    CommandLineResult check = demo.check().exits(1).says("expected 38 elements");
    assertFalse(check.err().contains("supplies"), check.err());
  }

  @Test
  void whatItNeedsMustBeMeasured() throws IOException {
    hardware();
    demo.replace("robot.yaml", SENSOR, "");

    demo.check()
        .exits(1)
        .says("robot.yaml", "what the estimation needs", "tock/sensors/contacts", "Remedy:")
        .hasNoStackTrace();
  }

  @Test
  void aFootThatIsNotThereIsNamedWithTheNearest() {
    demo.replace("robot.yaml", SENSOR, "")
        .replace("robot.yaml", "{geom: rear_right_foot}", "{geom: rear_rigth_foot}");

    demo.check()
        .exits(2)
        .says("robot.yaml", "rear_rigth_foot", "did you mean \"rear_right_foot\"")
        .hasNoStackTrace();
  }
}

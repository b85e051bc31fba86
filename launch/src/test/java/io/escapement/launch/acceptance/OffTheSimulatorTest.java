package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Off the simulator a run starts without effort, what only a simulator knows is not there, and
 * drives without a time-out of their own are refused. The robot that could move is a file.
 */
class OffTheSimulatorTest {

  private static final String MUJOCO = "{type: mujoco, keyframe: home}";
  private static final String PUSH =
      "  - {at: 4s, push: {body: trunk, force_n: [0, 65, 0], duration: 200ms}}\n";

  @TempDir Path folder;

  private DemoCopy demo;

  @BeforeEach
  void putTheRobotInThePlaceOfTheSimulator() throws IOException {
    demo = new DemoCopy(folder).replace("run.yaml", PUSH, "");
    Files.writeString(demo.file("samples.csv"), standingStill());
  }

  private void driver(String yaml) {
    demo.replace("run.yaml", MUJOCO, yaml);
  }

  private void hardware() {
    driver("{type: bench-hardware, file: samples.csv, command_timeout: 50ms}");
  }

  /** Two samples of the demo's robot at rest, 10 ms apart. */
  static String standingStill() {
    List<String> names = new ArrayList<>(List.of("time_s"));
    List<String> values = new ArrayList<>();
    for (String leg : List.of("front_left", "front_right", "rear_left", "rear_right")) {
      for (String part : List.of("hip", "thigh", "calf")) {
        names.add("joints/position/" + leg + "_" + part + "_joint");
        values.add(part.equals("hip") ? "0" : part.equals("thigh") ? "0.8" : "-1.6");
      }
    }
    for (String axis : List.of("w", "x", "y", "z")) {
      names.add("imu/orientation/" + axis);
      values.add(axis.equals("w") ? "1" : "0");
    }
    for (String role : List.of("angular_velocity", "linear_acceleration")) {
      for (String axis : List.of("x", "y", "z")) {
        names.add("imu/" + role + "/" + axis);
        values.add("0");
      }
    }
    String rest = String.join(",", values);
    return String.join(",", names) + "\n0," + rest + "\n0.01," + rest + "\n";
  }

  private static String withBaseVelocity() {
    return standingStill()
        .replaceFirst(
            "\n", ",base/linear_velocity/x,base/linear_velocity/y,base/linear_velocity/z\n")
        .replaceAll("(?m)^(0.*)$", "$1,0,0,0");
  }

  @Test
  void whatTheDriverSuppliesSuffices() {
    hardware();
    demo.check().exits(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theBasesVelocityIsRefusedWhereNoSimulatorSuppliesIt(boolean hardwareClaimsIt)
      throws IOException {
    if (hardwareClaimsIt) {
      Files.writeString(demo.file("samples.csv"), withBaseVelocity());
    }
    demo.replace(
        "policy.yaml",
        "  - {term: joint_velocity}\n",
        "  - {term: joint_velocity}\n  - {term: base_linear_velocity}\n");
    hardware();

    demo.check()
        .exits(1)
        .says(
            "policy.yaml:22:5",
            "nothing in this run supplies tock/base/linear_velocity",
            "base_linear_velocity",
            "only a simulator knows")
        .hasNoStackTrace();
    assertFalse(Files.exists(demo.runs()));
  }

  @Test
  void drivesThatWouldObeyADeadProcessAreRefused() {
    driver("{type: bench-hardware, file: samples.csv}");

    demo.check().exits(1).says("bench", "command time-out", "Remedy:").hasNoStackTrace();
  }

  @Test
  void simulatedTimeIsRefused() {
    hardware();

    demo.run("1s").exits(2).says("lockstep", "realtime").hasNoStackTrace();
    assertFalse(Files.exists(demo.runs()));
  }

  @Test
  void aPushIsRefused() {
    hardware();
    demo.replace("run.yaml", "timeline:\n", "timeline:\n" + PUSH);

    demo.check().exits(1).says("run.yaml:13:27", "only a simulator can push", "Remedy:");
  }

  @Test
  void theRunStartsPassiveAndGivesNoEffort() {
    hardware();
    CommandLineResult run =
        CommandLineResult.of(
                Project.words(
                    demo.runs(),
                    List.of(
                        "run",
                        demo.file("run.yaml").toString(),
                        "--json",
                        "--quiet",
                        "--duration",
                        "0.1s")))
            .exits(0);

    JsonNode summary = run.json();
    assertEquals("passive", summary.get("mode").textValue());
    assertTrue(summary.get("base_displacement_m").isNull());
    for (String number : List.of("stiffness", "damping", "effort")) {
      for (double[] command : JournalReading.of(run.runDir()).doubles("tock/command/" + number)) {
        for (double value : command) {
          assertEquals(0.0, value, number);
        }
      }
    }
    Replays.verify(run.runDir()).exits(0);
  }
}

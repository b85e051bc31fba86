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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trained policies walk as before from what {@code escapement import} writes. */
@RequiresMujoco
@RequiresPolicies
class ImportedPoliciesTest {

  private static final double DISTANCE_TOLERANCE = 0.02;

  @TempDir Path folder;

  private JsonNode imported(String example, String file, String... more) {
    List<String> words = new ArrayList<>();
    Path policy = Policies.folder().resolve(example);
    words.add("import");
    words.add(policy.resolve(file).toString());
    words.addAll(List.of("--robot", Project.example(example + "/robot.yaml").toString()));
    words.addAll(List.of("--golden", policy.resolve("golden.json").toString()));
    words.addAll(List.of("-o", folder.resolve("policy.yaml").toString(), "--json"));
    words.addAll(List.of(more));
    return CommandLineResult.of(words.toArray(String[]::new)).exits(0).json();
  }

  private void walks(String example, double metres) throws IOException {
    Files.writeString(
        folder.resolve("run.yaml"),
        "extends: " + Project.example(example + "/run.yaml") + "\npolicy: policy.yaml\n");
    JsonNode summary =
        CommandLineResult.of(
                Project.words(
                    folder,
                    List.of(
                        "run",
                        folder.resolve("run.yaml").toString(),
                        "--lockstep",
                        "--json",
                        "--quiet",
                        "--duration",
                        "10s")))
            .exits(0)
            .json();
    assertEquals(
        metres,
        summary.get("base_displacement_m").get(0).doubleValue(),
        DISTANCE_TOLERANCE * metres);
    assertEquals(500, summary.get("policy_calls").longValue());
    assertFalse(summary.get("fell").booleanValue());
    assertEquals(0, summary.get("interventions").longValue());
    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue());
  }

  @Test
  void theGo1WalksFromItsModelAndWhatTheUserSays() throws IOException {
    JsonNode report =
        imported(
            "go1",
            "policy.onnx",
            "--set",
            "period=20ms",
            "--set",
            "joints=robot",
            "--set",
            "default_pose=robot",
            "--set",
            "observations=[base_linear_velocity, base_angular_velocity, projected_gravity,"
                + " joint_position, joint_velocity, previous_action, velocity_command]",
            "--set",
            "scale=0.5",
            "--set",
            "stiffness=35",
            "--set",
            "damping=0",
            "--set",
            "name=go1-joystick");
    assertEquals("playground", report.get("tool").textValue(), "recognised by its tensors");
    assertTrue(report.get("notices").toString().contains("golden vectors hold"));
    walks("go1", 9.86);
  }

  @Test
  void theG1WalksFromUnitreesDescriptorBoundByName() throws IOException {
    JsonNode report =
        imported(
            "unitree_g1",
            "deploy.yaml",
            "--model",
            Policies.folder().resolve("unitree_g1/policy.onnx").toString());
    assertEquals("unitree", report.get("tool").textValue());
    String written = Files.readString(folder.resolve("policy.yaml"));
    assertTrue(written.contains("left_hip_pitch_joint"), written);
    assertFalse(written.contains("actuators:"), written);
    walks("unitree_g1", 9.00);
  }
}

package io.escapement.policy.importer.leapp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.DiskFiles;
import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.ImportTrial;
import io.escapement.policy.importer.ImportedLoop;
import io.escapement.policy.importer.Importer;
import io.escapement.policy.importer.Importers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeappImporterTest {

  @TempDir Path folder;
  private ImportTrial trial;
  private String yaml;

  @BeforeEach
  void begin() {
    trial = new ImportTrial(folder, "leapp");
    yaml = LeappFolder.write(trial, true);
  }

  private Path bundle(String text) {
    return trial.write("leg.yaml", text);
  }

  private Path changed(String from, String to) {
    assertTrue(yaml.contains(from), from);
    return bundle(yaml.replace(from, to));
  }

  @Test
  void aWholeBundleNeedsNotAWordBesideIt() {
    PolicyBundle policy = trial.complete("{}", bundle(yaml));
    assertEquals("leg", policy.name());
    assertEquals(20_000_000, policy.periodNs());
    assertEquals("robot_root_quat_w", policy.input());
    assertEquals("joint_targets", policy.output());
    assertEquals(new JointSelection.Named(List.of("hip", "knee")), policy.joints());
    assertEquals("base_orientation", policy.observations().get(0).term());
    assertEquals(
        "joint_position_absolute",
        ((InputSpec.Observed) policy.tensors().inputs().get("robot_joint_pos"))
            .observations()
            .get(0)
            .term());
    assertEquals(new PerElement(List.of(0.5, 0.0)), policy.tensors().states().get(0).initial());
    assertEquals(List.of(40.0, 60.0), policy.actions().get(0).stiffness().values());
    assertEquals(List.of(20.0, 30.0), policy.actions().get(0).damping().values());
  }

  @Test
  void itRunsWithTheFedBackTensorFromItsFirstValue() {
    PolicyBundle policy = trial.complete("{}", bundle(yaml));
    try (ImportedLoop loop =
        new ImportedLoop(ImportedLoop.robot(folder, List.of("hip", "knee")), policy, Map.of())) {
      loop.input("imu/orientation")[0] = 0.8;
      loop.input("imu/orientation")[1] = 0.6;
      loop.input("joints/position")[0] = 0.25;
      loop.input("joints/position")[1] = 0.125;
      loop.input("operator/velocity_command")[0] = 1;
      loop.ticks(1);
      // The quaternion goes in as x, y, z, w: x and w are picked; positions as knee, hip.
      assertArrayEquals(new float[] {0.6f, 0, 0, 0.8f}, loop.f32("policy/observation"), 1e-6f);
      float[] action = {0.6f + 0.125f + 1 + 0.5f, 0.8f + 0.25f + 1};
      assertEquals(0.5 * action[0], loop.nominal("position", 0), 1e-6);
      assertEquals(0.5 * action[1], loop.nominal("position", 1), 1e-6);
      assertEquals(60, loop.nominal("stiffness", 1));
      loop.ticks(20);
      assertEquals(0.5 * (0.6 + 0.125 + 1 + action[0]), loop.nominal("position", 0), 1e-6);
    }
  }

  @Test
  void aQuaternionsOrderIsThatOfItsNamesAndIsNeverAssumed() {
    PolicyBundle wFirst = trial.complete("{}", changed("[[qx, qy, qz, qw]]", "[[qw, qx, qy, qz]]"));
    assertEquals("wxyz", wFirst.observations().get(0).parameters().get("order"));
    Path unnamed = changed("      element_names: [[qx, qy, qz, qw]]\n", "");
    assertEquals(List.of("robot_root_quat_w.order"), trial.missing("{}", unnamed));
    PolicyBundle told = trial.complete("{robot_root_quat_w.order: xyzw}", unnamed);
    assertEquals("xyzw", told.observations().get(0).parameters().get("order"));
    trial.refuses(
        "{}",
        List.of("quaternion", "qz, qy, qx, qw"),
        changed("[qx, qy, qz, qw]", "[qz, qy, qx, qw]"));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertEquals(
        List.of("period"), trial.missing("{}", changed("    frequency: 50\n", "    {}\n")));
    assertEquals(
        List.of("last_action.initial"),
        trial.missing("{}", changed("  initial_values: leg_initial_values.safetensors\n", "")));
    String without =
        yaml.replace("[joint_targets, kp_gains, kd_gains]", "[joint_targets]")
            .replace("kind: kp", "kind: other")
            .replace("kind: kd", "kind: other");
    assertEquals(List.of("stiffness", "damping"), trial.missing("{}", bundle(without)));
    assertEquals(
        List.of("model"),
        trial.missing("{}", changed("model_path: policy.onnx", "model_path: p.pt")));
    assertEquals(
        List.of("robot_joint_pos"),
        trial.missing(
            "{}", changed("kind: state/joint/position", "kind: state/environment/latent")));
    assertEquals(
        "channel",
        ((InputSpec.Observed)
                trial
                    .complete(
                        "{robot_joint_pos: latent/legs}",
                        changed("kind: state/joint/position", "kind: state/environment/latent"))
                    .tensors()
                    .inputs()
                    .get("robot_joint_pos"))
            .observations()
            .get(0)
            .term());
  }

  @Test
  void aStaleBundleIsRefused() {
    Path bundle = bundle(yaml);
    trial.write("policy.onnx", "another model".getBytes(StandardCharsets.UTF_8));
    trial.refuses("{}", List.of("policy.onnx"), bundle);
    yaml = LeappFolder.write(trial, true);
    trial.refuses(
        "{}",
        List.of("not the model", "sha256"),
        bundle(yaml.replaceFirst("sha256sum: .{8}", "sha256sum: 00000000")));
    trial.refuses(
        "{}",
        List.of("robot_joint_pos", "3 names", "2 names"),
        changed(
            "shape: [1, 2]\n      type: tensor\n      kind: state/joint/position",
            "shape: [1, 3]\n      type: tensor\n      kind: state/joint/position"));
    trial.write(
        "leg_initial_values.safetensors",
        LeappFolder.safetensors("Isaac-Leg-v0/last_action", 1, 2, 3));
    trial.refuses("{}", List.of("last_action", "2 elements", "3"), bundle(yaml));
  }

  @Test
  void gainsThatChangeAreRefused() {
    yaml = LeappFolder.write(trial, false);
    trial.refuses("{}", List.of("kp_gains", "depends on the inputs"), bundle(yaml));
  }

  @Test
  void gainsInAnotherOrderThanTheirJointsAreRefused() {
    trial.refuses(
        "{}",
        List.of("[hip, knee]", "[knee, hip]"),
        changed(
            "kind: kp\n      element_names: [[hip, knee]]",
            "kind: kp\n      element_names: [[knee, hip]]"));
  }

  @Test
  void whatIsNotUnderstoodIsNeverPassedOver() {
    trial.refuses(
        "{}",
        List.of("action_delay"),
        changed("frequency: 50", "frequency: 50\n    action_delay: 2"));
    trial.refuses(
        "{}",
        List.of("target/body/pose_relative", "target/joint/position"),
        changed("kind: target/joint/position", "kind: target/body/pose_relative"));
    trial.refuses(
        "{}",
        List.of("chunk"),
        changed(
            "kind: target/joint/position\n      element_names: [[hip, knee]]",
            "kind: target/joint/position\n      element_names: [__temporal_axis__, [hip, knee]]\n"
                + "      temporal_period_ms: 100"));
    String two =
        yaml.replace("models:\n", "models:\n  first: {inputs: [], outputs: [], parameters: {}}\n");
    trial.refuses("{}", List.of("one node", "first, Isaac-Leg-v0"), bundle(two));
  }

  @Test
  void aBundleIsRecognisedByItsKeys() {
    assertEquals(
        List.of("leapp"),
        Importers.onClassPath()
            .recognising(DescriptorFile.read(bundle(yaml), new DiskFiles()))
            .stream()
            .map(Importer::name)
            .toList());
  }
}

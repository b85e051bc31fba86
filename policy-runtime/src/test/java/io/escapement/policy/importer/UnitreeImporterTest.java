package io.escapement.policy.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Sha256;
import io.escapement.controller.config.YamlReader;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.policy.bundle.BundleWriter;
import io.escapement.policy.bundle.DefaultPose;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.policy.stage.ResolvedPolicy;
import io.escapement.policy.stage.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitreeImporterTest {

  private static final String DEPLOY =
      """
      joint_ids_map: [2, 0, 1]
      step_dt: 0.02
      stiffness: [10.0, 20.0, 30.0]
      damping: [1.0, 2.0, 3.0]
      default_joint_pos: [0.3, 0.1, 0.2]
      commands:
        base_velocity:
          ranges:
            lin_vel_x: [-0.5, 1.0]
            lin_vel_y: [-0.3, 0.3]
            ang_vel_z: [-0.2, 0.2]
            heading: null
      actions:
        JointPositionAction:
          clip: null
          joint_names: [.*]
          scale: [0.25, 0.25, 0.5]
          offset: [0.3, 0.1, 0.2]
          joint_ids: !!python/object/apply:builtins.slice [null, null, null]
      observations:
        base_ang_vel: {params: {}, clip: [-5, 5], scale: [0.2, 0.2, 0.2], history_length: 5}
        joint_pos_rel: {params: {}, clip: null, scale: [1.0, 1.0, 1.0], history_length: 1}
        last_action: {params: {}, clip: null, scale: null, history_length: 5}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    writeModel(33, 3);
  }

  private void writeModel(int observation, int action) throws IOException {
    Files.write(folder.resolve("policy.onnx"), SeededMlp.model(1, observation, 8, action));
  }

  @Test
  void aModelThatWasSwappedUnderItsDescriptorIsRefusedTermByTerm() throws IOException {
    writeModel(45, 3);
    assertSays(
        assertThrows(PreflightException.class, () -> read(DEPLOY)).getMessage(),
        "deploy.yaml",
        "the descriptor does not describe this model",
        "45 elements",
        "33 elements: base_angular_velocity 5 x 3, joint_position 3, previous_action 5 x 3");
    writeModel(33, 12);
    assertSays(
        assertThrows(PreflightException.class, () -> read(DEPLOY)).getMessage(), "12 actions");
  }

  private PolicyBundle read(String deploy) {
    return read(deploy, "");
  }

  private PolicyBundle read(String deploy, String more) {
    try {
      Files.writeString(folder.resolve("deploy.yaml"), deploy);
      Files.writeString(
          folder.resolve("run.yaml"),
          "policy: {import: unitree, file: deploy.yaml, model: policy.onnx" + more + "}\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    ConfigurationLoader loader =
        new ConfigurationLoader(new DiskFiles(), Environment.of(Map.of()), folder);
    return PolicyReference.read(loader.load(Path.of("run.yaml")).get("policy"), loader);
  }

  private String refusal(String deploy) {
    return assertThrows(ConfigurationException.class, () -> read(deploy)).getMessage();
  }

  @Test
  void policyJointIIsTheActuatorThatTheMapNames() {
    assertEquals(new JointSelection.OfActuators(List.of(2, 0, 1)), read(DEPLOY).joints());
  }

  @Test
  void aNegativeGainOfAnyToolIsRefusedOnTheRobot() {
    PolicyBundle bundle = read(DEPLOY.replace("stiffness: [10.0", "stiffness: [-10.0"));
    RobotModel leg = new Workshop(folder).leg();
    assertSays(
        assertThrows(PreflightException.class, () -> ResolvedPolicy.of(bundle, leg, "policy"))
            .getMessage(),
        "deploy.yaml",
        "negative stiffness");
  }

  @Test
  void gainsGoFromMotorOrderToPolicyOrderAndTheRestIsInPolicyOrder() {
    PolicyBundle bundle = read(DEPLOY);
    ActionSpec action = bundle.actions().get(0);
    assertEquals(List.of(30.0, 10.0, 20.0), action.stiffness().values());
    assertEquals(List.of(3.0, 1.0, 2.0), action.damping().values());
    assertEquals(List.of(0.25, 0.25, 0.5), action.scale().values());
    assertEquals(List.of(0.3, 0.1, 0.2), action.offset().orElseThrow().values());
    assertEquals(new DefaultPose.Listed(List.of(0.3, 0.1, 0.2)), bundle.defaultPose());
    assertEquals(Bounds.NONE, action.clip());
  }

  @Test
  void termsKeepTheirOrderTheirScaleAndTheirHistoryOldestFirstByTerm() {
    List<ObservationSpec> terms = read(DEPLOY).observations();
    assertEquals(
        List.of("base_angular_velocity", "joint_position", "previous_action"),
        terms.stream().map(ObservationSpec::term).toList());
    History five = new History(5, History.Order.OLDEST_FIRST, History.Stacking.BY_TERM);
    assertEquals(
        List.of(five, History.NONE, five), terms.stream().map(ObservationSpec::history).toList());
    assertEquals(PerElement.ONE, terms.get(2).conditioning().scale());
  }

  @Test
  void theToolClipsBeforeItScalesUnlessItSaysOtherwise() {
    Bounds five = new Bounds(PerElement.of(-5), PerElement.of(5));
    assertEquals(five, read(DEPLOY).observations().get(0).conditioning().rawClip());
    assertEquals(Bounds.NONE, read(DEPLOY).observations().get(0).conditioning().clip());
    String first = DEPLOY.replace("observations:\n", "observations:\n  scale_first: true\n");
    assertEquals(five, read(first).observations().get(0).conditioning().clip());
    assertEquals(Bounds.NONE, read(first).observations().get(0).conditioning().rawClip());
  }

  @Test
  void gymHistoryIsStackedByTime() {
    String gym = DEPLOY.replace("observations:\n", "observations:\n  use_gym_history: true\n");
    assertEquals(History.Stacking.BY_TIME, read(gym).observations().get(0).history().stacking());
  }

  @Test
  void tensorNamesPeriodAndCommandRangesAreTaken() {
    PolicyBundle bundle = read(DEPLOY);
    assertEquals("obs", bundle.input());
    assertEquals("actions", bundle.output());
    assertEquals(20_000_000, bundle.periodNs());
    assertEquals(
        List.of(1.0, 0.3, 0.2), bundle.velocityRange().orElseThrow().bounds().high().values());
  }

  @Test
  void jointSubsetsGoThroughTheMap() throws IOException {
    writeModel(28, 2);
    String subset =
        DEPLOY
            .replace("!!python/object/apply:builtins.slice [null, null, null]", "[2, 0]")
            .replace("scale: [0.25, 0.25, 0.5]", "scale: [0.25, 0.5]")
            .replace("offset: [0.3, 0.1, 0.2]", "offset: [0.2, 0.3]");
    ActionSpec action = read(subset).actions().get(0);
    assertEquals(new JointSelection.OfActuators(List.of(1, 2)), action.joints().orElseThrow());
    assertEquals(List.of(20.0, 30.0), action.stiffness().values());
  }

  @Test
  void theGaitPhaseIsAClockOneStepAhead() throws IOException {
    writeModel(35, 3);
    String gait =
        DEPLOY
            + "  gait_phase: {params: {period: 0.8}, clip: null, scale: null, history_length: 1}\n";
    ObservationSpec clock = read(gait).observations().get(3);
    assertEquals("phase_clock", clock.term());
    assertEquals(1.25, Double.parseDouble(clock.parameters().get("frequency_hz")), 1e-12);
    assertEquals(0.025, Double.parseDouble(clock.parameters().get("offset_cycles")), 1e-12);
  }

  @Test
  void whatWasImportedCanBeWrittenAndReadAsANativeBundle() {
    PolicyBundle bundle = read(DEPLOY, ", sha256: " + modelHash() + ", name: leg");
    String written = BundleWriter.write(bundle, folder, new DiskFiles());
    assertEquals(
        bundle,
        BundleReader.read(YamlReader.parse(written, "policy.yaml", folder), new DiskFiles()),
        written);
  }

  @Test
  void writingAddsTheHashThatTheDescriptorLacks() {
    String written = BundleWriter.write(read(DEPLOY), folder, new DiskFiles());
    assertTrue(written.contains(modelHash()), written);
  }

  private String modelHash() {
    return Sha256.of(new DiskFiles().read(folder.resolve("policy.onnx")));
  }

  @Test
  void whatIsNotUnderstoodIsNeverPassedOver() {
    assertSays(
        refusal(DEPLOY.replace("last_action:", "height_scan:")),
        "deploy.yaml",
        "does not know the observation \"height_scan\"");
    assertSays(
        refusal(DEPLOY.replace("clip: [-5, 5],", "clip: [-5, 5], delay: 2,")),
        "observations.base_ang_vel.delay",
        "does not know the key \"delay\"");
    assertSays(
        refusal(DEPLOY.replace("JointPositionAction", "JointVelocityAction")),
        "exactly one action, a JointPositionAction",
        "JointVelocityAction");
    assertSays(
        refusal(DEPLOY.replace("[null, null, null]", "[null, 2, null]")),
        "only the slice of all joints is understood");
    assertSays(
        refusal(DEPLOY.replace("stiffness: [10.0, 20.0, 30.0]", "stiffness: [10.0]")),
        "a number for each motor, at least 3");
    assertSays(
        refusal(DEPLOY.replace("default_joint_pos: [0.3, 0.1, 0.2]", "default_joint_pos: [0.3]")),
        "default_joint_pos",
        "a number for each policy joint, 3");
    assertSays(refusal(DEPLOY.replace("step_dt: 0.02\n", "")), "step_dt: the key is missing");
  }

  @Test
  void aModelWithSeveralOutputsNeedsANameForTheOneThatIsMeant() throws IOException {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("two", 17);
    String x = graph.input("obs", 1, 33);
    graph.constant("picks", new long[] {0, 1, 2}, 3);
    graph.node("mu", "Gather", List.of(x, "picks"), new OnnxAttribute.Int("axis", 1));
    graph.output("mu", 1, 3);
    graph.output(graph.node("value", "Abs", List.of(x)), 1, 33);
    Files.write(folder.resolve("policy.onnx"), graph.build());
    assertSays(
        assertThrows(PreflightException.class, () -> read(DEPLOY)).getMessage(),
        "which output of the model is meant is not clear",
        "mu, value",
        "output: ...");
    assertEquals("mu", read(DEPLOY, ", output: mu").output());
  }

  @Test
  void missingFilesAndUnknownImportersAreNamed() throws IOException {
    Files.delete(folder.resolve("policy.onnx"));
    assertSays(
        assertThrows(PreflightException.class, () -> read(DEPLOY)).getMessage(),
        "the model does not exist",
        "policy.onnx");
    Files.writeString(
        folder.resolve("run.yaml"), "policy: {import: unitre, file: a.yaml, model: b.onnx}\n");
    ConfigurationLoader loader =
        new ConfigurationLoader(new DiskFiles(), Environment.of(Map.of()), folder);
    assertSays(
        assertThrows(
                ConfigurationException.class,
                () -> PolicyReference.read(loader.load(Path.of("run.yaml")).get("policy"), loader))
            .getMessage(),
        "there is no importer \"unitre\"",
        "did you mean \"unitree\"?");
  }

  private static void assertSays(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
  }
}

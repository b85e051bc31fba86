package io.escapement.policy.importer.isaaclab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.DefaultPose;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.Answers;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.ImportTrial;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedLoop;
import io.escapement.policy.importer.Importer;
import io.escapement.policy.importer.Importers;
import io.escapement.policy.importer.PolicyReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The velocity task: a model that says a part, and an environment that says it in full. */
class MjlabImporterTest {

  @TempDir Path folder;
  private ImportTrial trial;
  private Path model;

  @BeforeEach
  void begin() {
    trial = new ImportTrial(folder, "mjlab");
    model = write(MjlabFiles.velocityMetadata());
  }

  private Path write(Map<String, String> metadata) {
    return trial.write(
        "exported/policy.onnx", MjlabFiles.velocity(metadata, MjlabFiles.VELOCITY_SIZE));
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> metadata = MjlabFiles.velocityMetadata();
    metadata.put(key, value);
    return metadata;
  }

  @Test
  void withoutAnEnvironmentThePeriodAndTheOrderOfTheGainsMustBeSaid() {
    Imported imported = trial.read("{}", model);
    assertEquals(
        List.of("period", "gains_order"), imported.missing().stream().map(m -> m.key()).toList());
    assertTrue(
        imported.notices().stream().anyMatch(notice -> notice.contains("off by 0.0005")),
        imported.notices().toString());
  }

  @Test
  void gainsInTheOrderOfTheJointsAreTakenAsTheyStand() {
    PolicyBundle bundle = trial.complete("{period: 20ms, gains_order: joint}", model);
    assertEquals(20_000_000, bundle.periodNs());
    ActionSpec action = bundle.actions().get(0);
    assertEquals(List.of(40.179, 40.179, 28.501), action.stiffness().values());
    assertEquals(List.of(0.548, 0.548, 0.439), action.scale().values());
    assertEquals(List.of(-0.312, -0.312, 0.0), action.offset().orElseThrow().values());
    try (ImportedLoop loop =
        new ImportedLoop(
            ImportedLoop.robot(folder, List.of("waist", "right_hip", "left_hip")),
            bundle,
            Map.of())) {
      loop.input("base/linear_velocity")[0] = 0.5;
      loop.input("joints/position")[2] = 0.1;
      loop.ticks(1);
      assertEquals(0.412f, loop.f32("policy/observation")[9], 1e-6f, "the left hip");
      assertEquals(0.5 * 0.548 - 0.312, loop.nominal("position", 2), 1e-6);
      assertEquals(28.501, loop.nominal("stiffness", 0));
    }
  }

  @Test
  void gainsInTheOrderOfTheActuatorsAreMovedToTheirJoints() {
    Map<String, String> metadata = with("joint_stiffness", "28.501,40.179,40.179");
    metadata.put("joint_damping", "1.814,2.558,2.558");
    Path other = write(metadata);
    assertEquals(
        List.of("actuators", "action_order"),
        trial.missing("{period: 20ms, gains_order: actuator}", other));
    PolicyBundle bundle =
        trial.complete(
            "{period: 20ms, gains_order: actuator, action_order: joint,"
                + " actuators: [waist, left_hip, right_hip]}",
            other);
    assertEquals(List.of(40.179, 40.179, 28.501), bundle.actions().get(0).stiffness().values());
    PolicyBundle acting =
        trial.complete(
            "{period: 20ms, gains_order: actuator, action_order: actuator,"
                + " actuators: [waist, left_hip, right_hip]}",
            other);
    assertEquals(
        new JointSelection.Named(List.of("waist", "left_hip", "right_hip")),
        acting.actions().get(0).joints().orElseThrow());
    assertEquals(28.501, acting.actions().get(0).stiffness().values().get(0));
    assertEquals(
        0.0, acting.actions().get(0).offset().orElseThrow().values().get(0), "the waist's");
  }

  @Test
  void theOrderOfTheActuatorsIsTheRobotsWhereItIsKnown() {
    ImportRequest request =
        ImportRequest.of(
                Place.of(YamlReader.parse("a: 1", "run.yaml", folder)),
                List.of(model),
                new DiskFiles())
            .with(
                new Answers(
                    YamlReader.parse(
                        "{period: 20ms, gains_order: actuator, action_order: joint}",
                        "run.yaml",
                        folder)))
            .on(ImportedLoop.robot(folder, List.of("waist", "left_hip", "right_hip")));
    Imported imported = Importers.onClassPath().named("mjlab", request.place()).read(request);
    assertEquals(
        List.of(40.179, 28.501, 40.179),
        imported.bundle().orElseThrow().actions().get(0).stiffness().values());
  }

  @Test
  void equalGainsHaveNoOrder() {
    Map<String, String> metadata = with("joint_stiffness", "30.000,30.000,30.000");
    metadata.put("joint_damping", "1.000,1.000,1.000");
    trial.complete("{period: 20ms}", write(metadata));
  }

  @Test
  void theEnvironmentBesideSaysThePeriodTheOrderAndEveryNumberInFull() {
    trial.write("exported/params/env.yaml", MjlabFiles.env());
    PolicyBundle bundle = trial.complete("{}", model);
    assertEquals(20_000_000, bundle.periodNs());
    ActionSpec action = bundle.actions().get(0);
    assertEquals(List.of(40.17923, 40.17923, 28.50125), action.stiffness().values());
    assertEquals(List.of(2.55789, 2.55789, 1.81443), action.damping().values());
    assertEquals(List.of(0.547546, 0.547546, 0.438578), action.scale().values());
    assertEquals(
        List.of(-0.312, -0.312, 0.0), ((DefaultPose.Listed) bundle.defaultPose()).positions());
    assertEquals(List.of(0.2), bundle.observations().get(1).conditioning().scale().values());
    assertEquals(2, bundle.observations().get(4).history().delay());
    assertEquals("velocity_command", bundle.observations().get(6).term());
  }

  private void stale(String what, String by, String... words) {
    assertTrue(MjlabFiles.env().contains(what), what);
    trial.write("exported/params/env.yaml", MjlabFiles.env().replace(what, by));
    trial.refuses("{}", List.of(words), model);
  }

  @Test
  void aStaleEnvironmentIsRefused() {
    stale(".*_hip: -0.312", ".*_hip: -0.3", "contradict", "default_joint_pos of left_hip");
    stale("waist: 0.438578", "waist: 0.5", "contradict", "action_scale of waist");
    stale(
        "      actions:\n        func",
        "      last:\n        func",
        "contradict",
        "observation_names");
  }

  @Test
  void gainsThatOnlyFitInAnotherOrderAreNotTakenAsTheyStand() {
    Map<String, String> metadata = with("joint_stiffness", "28.501,40.179,40.179");
    metadata.put("joint_damping", "1.814,2.558,2.558");
    Path other = write(metadata);
    trial.write("exported/params/env.yaml", MjlabFiles.env());
    assertEquals(List.of("gains_order"), trial.missing("{}", other));
    trial.refuses(
        "{gains_order: joint}",
        List.of("contradict each other about joint_stiffness of left_hip", "40.17923", "28.501"),
        other);
  }

  @Test
  void theNewestExportersScalesClipsAndHistoriesAreRead() {
    Map<String, String> metadata = MjlabFiles.velocityMetadata();
    metadata.put("observation_terms_scale", "1.000,0.200,1.000,[1.0, 2.0, 3.0],0.050,1.000,1.000");
    metadata.put(
        "observation_terms_flatten_history_dim", "1.000,1.000,1.000,1.000,1.000,1.000,1.000");
    metadata.put("observation_terms_history_length", "0.000,3.000,0.000,0.000,0.000,0.000,0.000");
    metadata.put(
        "observation_terms_clip",
        "[-inf, inf],[-5.0, 5.0],[-inf, inf],[-inf, inf],[-inf, inf],[-inf, inf],[-inf, inf]");
    Path other =
        trial.write("policy.onnx", MjlabFiles.velocity(metadata, MjlabFiles.VELOCITY_SIZE + 6));
    PolicyBundle bundle = trial.complete("{period: 20ms}", other);
    assertEquals(3, bundle.observations().get(1).history().length());
    assertEquals(
        List.of(5.0), bundle.observations().get(1).conditioning().rawClip().high().values());
    assertEquals(
        List.of(1.0, 2.0, 3.0), bundle.observations().get(3).conditioning().scale().values());
    assertEquals(
        List.of(40.179, 40.179, 28.501),
        bundle.actions().get(0).stiffness().values(),
        "no question");
  }

  @Test
  void aModelThatLostItsMetadataIsNamedAsSuch() {
    Path bare = trial.write("policy.onnx", MjlabFiles.velocity(Map.of(), 21));
    trial.refuses("{}", List.of("has lost its metadata", "without joint_names", "exporter"), bare);
  }

  @Test
  void whatIsNotUnderstoodIsNeverPassedOver() {
    trial.refuses("{}", List.of("\"phase_offset\""), write(with("phase_offset", "0.5")));
    trial.refuses(
        "{period: 20ms, gains_order: joint}",
        List.of("foot_contact", "terms: {foot_contact"),
        write(
            with(
                "observation_names",
                "base_lin_vel,base_ang_vel,projected_gravity,joint_pos,joint_vel,actions,"
                    + "foot_contact")));
    trial.refuses(
        "{}",
        List.of("a stiffness of 0", "env.yaml"),
        write(with("joint_stiffness", "40.179,40.179,0.000")));
    trial.refuses(
        "{period: 20ms, gains_order: joint}",
        List.of("does not describe this model", "21 elements"),
        write(with("observation_names", "base_ang_vel,joint_pos,joint_vel,actions,command")));
    assertEquals(
        List.of("command"),
        trial.missing("{period: 20ms, gains_order: joint}", write(with("command_names", "goal"))));
  }

  @Test
  void aJointThatHasNoActionIsNotGuessed() {
    Map<String, String> metadata = with("joint_names", "left_hip,right_hip,waist,passive");
    metadata.put("default_joint_pos", "0.000,0.000,0.000,0.000");
    Path other =
        trial.write("policy.onnx", MjlabFiles.velocity(metadata, MjlabFiles.VELOCITY_SIZE + 2));
    assertEquals(List.of("period", "action_joints"), trial.missing("{}", other));
    PolicyBundle bundle =
        trial.complete(
            "{period: 20ms, gains_order: joint, action_joints: [left_hip, right_hip, waist]}",
            other);
    assertEquals(
        new JointSelection.Named(List.of("left_hip", "right_hip", "waist")),
        bundle.actions().get(0).joints().orElseThrow());
  }

  @Test
  void modelAndEnvironmentAreRecognised() {
    Path env = trial.write("env.yaml", MjlabFiles.env());
    for (Path path : List.of(model, env)) {
      DescriptorFile file = DescriptorFile.read(path, new DiskFiles());
      assertEquals(
          List.of("mjlab"),
          Importers.onClassPath().recognising(file).stream().map(Importer::name).toList());
    }
  }

  @Test
  void aRunSaysUnderWithWhatIsMissingAndIsToldAllOfItOtherwise() {
    ConfigurationLoader loader =
        new ConfigurationLoader(new DiskFiles(), Environment.of(Map.of()), folder);
    String policy = "policy: {import: mjlab, file: exported/policy.onnx";
    Path bare = trial.write("run.yaml", policy + "}\n");
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class,
            () -> PolicyReference.read(loader.load(bare).get("policy"), loader));
    assertEquals(2, refused.problems().size());
    assertTrue(refused.getMessage().contains("with: {period: 20ms}"), refused.getMessage());
    assertTrue(refused.getMessage().contains("with: {gains_order: joint}"), refused.getMessage());
    Path said = trial.write("said.yaml", policy + ", with: {period: 10ms, gains_order: joint}}\n");
    assertEquals(
        10_000_000, PolicyReference.read(loader.load(said).get("policy"), loader).periodNs());
  }
}

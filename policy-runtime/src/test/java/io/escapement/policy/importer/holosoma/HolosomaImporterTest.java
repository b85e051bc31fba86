package io.escapement.policy.importer.holosoma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.DiskFiles;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.DefaultPose;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.ImportTrial;
import io.escapement.policy.importer.ImportedLoop;
import io.escapement.policy.importer.Importer;
import io.escapement.policy.importer.Importers;
import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models with the metadata that Holosoma's agents attach, for a robot of two joints. */
class HolosomaImporterTest {

  private static final String LOCOMOTION =
      """
      {"env_class": "holosoma.envs.locomotion.locomotion_manager.LeggedRobotLocomotionManager",
       "simulator": {"config": {"sim": {"fps": 200, "control_decimation": 4, "substeps": 1}}},
       "observation": {"clip_observations": 100.0, "groups": {"actor_obs": {
         "concatenate": true, "enable_noise": true, "history_length": 1, "terms": {
           "projected_gravity": {"func": "holosoma.managers.observation.terms.locomotion:projected_gravity", "params": {}, "scale": 1.0, "noise": 0.0, "clip": null},
           "base_ang_vel": {"func": "holosoma.managers.observation.terms.locomotion:base_ang_vel", "params": {}, "scale": 0.25, "noise": 0.0, "clip": null},
           "command_lin_vel": {"func": "holosoma.managers.observation.terms.locomotion:command_lin_vel", "params": {}, "scale": 1.0, "noise": 0.0, "clip": null},
           "command_ang_vel": {"func": "holosoma.managers.observation.terms.locomotion:command_ang_vel", "params": {}, "scale": 1.0, "noise": 0.0, "clip": null},
           "dof_vel": {"func": "holosoma.managers.observation.terms.locomotion:dof_vel", "params": {}, "scale": 0.05, "noise": 0.1, "clip": [-2.0, 2.0]},
           "dof_pos": {"func": "holosoma.managers.observation.terms.locomotion:dof_pos", "params": {}, "scale": 1.0, "noise": 0.01, "clip": null},
           "actions": {"func": "holosoma.managers.observation.terms.locomotion:actions", "params": {}, "scale": 1.0, "noise": 0.0, "clip": null}}},
        "critic_obs": {"terms": {}}}},
       "action": {"terms": {"joint_control": {"func": "holosoma.managers.action.terms.joint_control:JointPositionActionTerm", "params": {}, "scale": 1.0, "clip": null}}},
       "command": {"setup_terms": {}},
       "robot": {"dof_names": ["hip", "knee"], "dof_effort_limit_list": [88.0, 139.0],
         "init_state": {"default_joint_angles": {"knee": 0.669, "hip": -0.312}},
         "control": {"control_type": "P", "action_scale": 0.25, "action_clip_value": 100.0, "clip_actions": true, "clip_torques": true,
           "action_scales_by_effort_limit_over_p_gain": false}}}
      """;

  private static final int SIZE = 2 + 3 + 1 + 2 + 2 + 2 + 3;

  @TempDir Path folder;
  private ImportTrial trial;

  @BeforeEach
  void begin() {
    trial = new ImportTrial(folder, "holosoma");
  }

  private static Map<String, String> metadata(String configuration) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("dof_names", "[\"hip\", \"knee\"]");
    metadata.put("kp", "[40.17923, 99.09843]");
    metadata.put("kd", "[2.557889765, 6.308801854]");
    metadata.put(
        "command_ranges",
        "{\"lin_vel_x\": [-1.0, 1.0], \"lin_vel_y\": [-0.5, 0.5], \"ang_vel_yaw\": [-1.0, 1.0],"
            + " \"heading\": [-3.14, 3.14]}");
    metadata.put("robot_urdf", "\"<robot name=\\\"r\\\">\\n</robot>\"");
    metadata.put("robot_urdf_path", "\"r.urdf\"");
    if (!configuration.isEmpty()) {
      metadata.put("experiment_config", configuration.replace("\n", " "));
    }
    metadata.put("iteration", "1000");
    return metadata;
  }

  /** A policy whose actions are the second joint's position and the first's. */
  private Path model(Map<String, String> metadata, int size) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("holosoma", 13);
    String x = graph.input("actor_obs", 1, size);
    String picks = graph.constant("picks", new long[] {9, 8}, 2);
    graph.node("action", "Gather", List.of(x, picks), new OnnxAttribute.Int("axis", 1));
    graph.output("action", 1, 2);
    metadata.forEach(graph::metadata);
    return trial.write("model.onnx", graph.build());
  }

  private Path model(String configuration) {
    return model(metadata(configuration), SIZE);
  }

  private static String changed(String what, String by) {
    assertTrue(LOCOMOTION.contains(what), what);
    return LOCOMOTION.replace(what, by);
  }

  @Test
  void aModelWithItsExperimentNeedsNothingElse() {
    PolicyBundle bundle = trial.complete("{}", model(LOCOMOTION));
    assertEquals(20_000_000, bundle.periodNs());
    assertEquals("actor_obs", bundle.input());
    assertEquals("action", bundle.output());
    ActionSpec action = bundle.actions().get(0);
    assertEquals(List.of(40.17923, 99.09843), action.stiffness().values());
    assertEquals(List.of(2.557889765, 6.308801854), action.damping().values());
    assertEquals(List.of(0.25), action.scale().values());
    assertEquals(List.of(100.0), action.rawClip().high().values());
    assertEquals(List.of(-0.312, 0.669), ((DefaultPose.Listed) bundle.defaultPose()).positions());
    assertEquals(
        List.of(1.0, 0.5, 1.0), bundle.velocityRange().orElseThrow().bounds().high().values());
  }

  @Test
  void termsStandInTheAlphabeticalOrderOfTheirNames() {
    PolicyBundle bundle = trial.complete("{}", model(LOCOMOTION));
    assertEquals(
        List.of(
            "previous_action",
            "base_angular_velocity",
            "velocity_command",
            "velocity_command",
            "joint_position",
            "joint_velocity",
            "projected_gravity"),
        bundle.observations().stream().map(ObservationSpec::term).toList());
    assertEquals(Map.of("axes", "wz"), bundle.observations().get(2).parameters());
    assertEquals(Map.of("axes", "vx vy"), bundle.observations().get(3).parameters());
    Bounds two = new Bounds(PerElement.of(-2), PerElement.of(2));
    assertEquals(two, bundle.observations().get(5).conditioning().clip(), "after the scale");
    try (ImportedLoop loop =
        new ImportedLoop(ImportedLoop.robot(folder, List.of("knee", "hip")), bundle, Map.of())) {
      double[] command = loop.input("operator/velocity_command");
      command[0] = 0.75;
      command[1] = 3;
      command[2] = -0.25;
      loop.input("joints/position")[1] = 0.188;
      loop.input("joints/velocity")[0] = 1000;
      loop.ticks(1);
      float[] observed = loop.f32("policy/observation");
      assertEquals(-0.25f, observed[5], "wz");
      assertEquals(0.75f, observed[6], "vx");
      assertEquals(0.5f, observed[7], "vy, clipped to what was trained");
      assertEquals(0.5f, observed[8], 1e-6f, "the hip, from its default");
      assertEquals(2f, observed[11], "the knee's velocity, scaled, then clipped");
      assertEquals(
          0.25 * observed[9] - 0.312, loop.nominal("position", 1), 1e-6, "the hip is commanded");
      assertEquals(99.09843, loop.nominal("stiffness", 0));
    }
  }

  @Test
  void scalesByEffortOverGainAreComputedJointByJoint() {
    PolicyBundle bundle =
        trial.complete(
            "{}",
            model(
                changed(
                    "\"action_scales_by_effort_limit_over_p_gain\": false",
                    "\"action_scales_by_effort_limit_over_p_gain\": true")));
    List<Double> scale = bundle.actions().get(0).scale().values();
    assertEquals(0.25 * 88 / 40.17923, scale.get(0), 1e-12);
    assertEquals(0.25 * 139 / 99.09843, scale.get(1), 1e-12);
  }

  @Test
  void theGaitsPhasesAreChannelsOfTheUsers() {
    String gait =
        changed(
            "\"actions\": {",
            "\"sin_phase\": {\"func\":"
                + " \"holosoma.managers.observation.terms.locomotion:sin_phase\", \"scale\": 1.0},"
                + " \"cos_phase\": {\"func\":"
                + " \"holosoma.managers.observation.terms.locomotion:cos_phase\", \"scale\": 1.0},"
                + " \"actions\": {");
    Path model = model(metadata(gait), SIZE + 4);
    assertEquals(List.of("cos_phase", "sin_phase"), trial.missing("{}", model));
    PolicyBundle bundle = trial.complete("{sin_phase: gait/sin, cos_phase: gait/cos}", model);
    assertEquals(
        Map.of("channel", "gait/cos", "size", "2"), bundle.observations().get(4).parameters());
  }

  @Test
  void anOlderModelsExperimentComesFromTheFileThatTheRunSaved() {
    Path model = model("");
    trial.refuses(
        "{}",
        List.of("does not say what its policy sees", "experiment_config", "file: ..."),
        model);
    Path saved = trial.write("config.yaml", LOCOMOTION);
    assertEquals(SIZE, 15);
    trial.complete("{}", saved, model);
  }

  @Test
  void aFileOfAnotherRunIsRefused() {
    Path saved = trial.write("config.yaml", changed("\"scale\": 0.25", "\"scale\": 0.5"));
    trial.refuses(
        "{}", List.of("differ in \"observation\"", "leave the file out"), saved, model(LOCOMOTION));
  }

  private void refuses(String what, String by, String... words) {
    trial.refuses("{}", List.of(words), model(changed(what, by)));
  }

  @Test
  void whatIsNotUnderstoodIsNeverPassedOver() {
    refuses("\"control_type\": \"P\"", "\"control_type\": \"T\"", "control_type \"T\"");
    refuses("\"noise\": 0.1,", "\"noise\": 0.1, \"delay\": 1,", "\"delay\"");
    refuses("\"history_length\": 1", "\"history\": 1", "\"history\"");
    refuses("\"concatenate\": true", "\"concatenate\": false", "joined to one vector");
    refuses("\"params\": {}, \"scale\": 0.05", "\"params\": {\"n\": 1}, \"scale\": 0.05", "\"n\"");
    refuses("JointPositionActionTerm", "OtherTerm", "only joint positions");
    refuses(
        "\"base_ang_vel\": {\"func\": \"holosoma.managers.observation.terms.locomotion:base_ang_vel\"",
        "\"motion_command\": {\"func\": \"holosoma.managers.observation.terms.wbt:motion_command\"",
        "needs a reference motion");
    Path other = model(metadata(LOCOMOTION), SIZE + 1);
    trial.refuses(
        "{}", List.of("does not describe this model", "actions 2, base_ang_vel 3"), other);
    Map<String, String> few = metadata(LOCOMOTION);
    few.put("kp", "[40.0]");
    trial.refuses("{}", List.of("2 numbers, one for each of dof_names"), model(few, SIZE));
  }

  @Test
  void theModelIsRecognised() {
    DescriptorFile file = DescriptorFile.read(model(LOCOMOTION), new DiskFiles());
    assertEquals(
        List.of("holosoma"),
        Importers.onClassPath().recognising(file).stream().map(Importer::name).toList());
  }

  @Test
  void aReferencesQuaternionIsReadInItsOwnOrder() {
    String tracking =
        LOCOMOTION
            .replaceAll(
                "(?s)\"terms\": \\{\\s+\"projected_gravity\".*?\"critic_obs\"",
                "\"terms\": {\"motion_command\": {\"func\":"
                    + " \"holosoma.managers.observation.terms.wbt:motion_command\", \"scale\": 1.0},"
                    + " \"motion_ref_ori_b\": {\"func\":"
                    + " \"holosoma.managers.observation.terms.wbt:motion_ref_ori_b\", \"scale\":"
                    + " 1.0}}}, \"critic_obs\"")
            .replace(
                "\"setup_terms\": {}",
                "\"setup_terms\": {\"motion_command\": {\"func\":"
                    + " \"holosoma.managers.command.terms.wbt:MotionCommand\", \"params\":"
                    + " {\"motion_config\": {\"body_name_ref\": [\"torso_link\"]}}}}");
    Path model = tracker(metadata(tracking));
    assertEquals(List.of("imu_body"), trial.missing("{}", model));
    PolicyBundle bundle = trial.complete("{imu_body: torso_link}", model);
    assertEquals("xyzw", bundle.observations().get(2).parameters().get("orientation_order"));
    try (ImportedLoop loop =
        new ImportedLoop(ImportedLoop.robot(folder, List.of("hip", "knee")), bundle, Map.of())) {
      loop.ticks(1);
      float[] observed = loop.f32("policy/observation");
      assertEquals(0.25f, observed[0], "the hip's reference");
      // The reference lies on its back, turned about x by half a turn.
      assertEquals(1f, observed[4], 1e-6f);
      assertEquals(-1f, observed[7], 1e-6f);
    }
  }

  private Path tracker(Map<String, String> metadata) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("tracker", 13);
    String x = graph.input("obs", 1, 10);
    String step = graph.input("time_step", 1, 1);
    String picks = graph.constant("picks", new long[] {0, 1}, 2);
    graph.node("actions", "Gather", List.of(x, picks), new OnnxAttribute.Int("axis", 1));
    still(graph, "joint_pos", step, 0.25f, 0.5f);
    still(graph, "joint_vel", step, 0, 0);
    still(graph, "ref_pos_xyz", step, 0, 0, 1);
    still(graph, "ref_quat_xyzw", step, 1, 0, 0, 0);
    graph.output("actions", 1, 2).output("joint_pos", 1, 2).output("joint_vel", 1, 2);
    graph.output("ref_pos_xyz", 1, 3).output("ref_quat_xyzw", 1, 4);
    metadata.forEach(graph::metadata);
    return trial.write("tracker.onnx", graph.build());
  }

  private static void still(OnnxGraphBuilder graph, String name, String step, float... values) {
    String zeros = graph.constant(name + "_zeros", new float[values.length], 1, values.length);
    String pose = graph.constant(name + "_pose", values, 1, values.length);
    graph.node(name + "_none", "Mul", List.of(step, zeros));
    graph.node(name, "Add", List.of(name + "_none", pose));
  }
}

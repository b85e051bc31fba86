package io.escapement.policy.importer.isaaclab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.ImportTrial;
import io.escapement.policy.importer.ImportedLoop;
import io.escapement.policy.onnx.SeededTracker;
import io.escapement.policy.onnx.TrackedRobot;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BeyondMimic and mjlab's tracking task: the model holds the motion, a clock plays it. */
class MotionTrackingImportTest {

  private static final String ANSWERS = "period: 20ms, gains_order: joint";

  @TempDir Path folder;
  private ImportTrial trial;
  private Path model;

  @BeforeEach
  void begin() {
    trial = new ImportTrial(folder, "mjlab");
    model = trial.write("policy.onnx", MjlabFiles.tracking(MjlabFiles.trackingMetadata()));
  }

  @Test
  void theBodyOfTheImuMustBeSaidAndMustBeTheAnchor() {
    assertEquals(List.of("imu_body"), trial.missing("{" + ANSWERS + "}", model));
    trial.refuses(
        "{" + ANSWERS + ", imu_body: pelvis}",
        List.of("from another body than the IMU's", "torso_link", "pelvis"),
        model);
  }

  @Test
  void theCommandIsTheReferencesPositionsThenItsVelocities() {
    PolicyBundle bundle = trial.complete("{" + ANSWERS + ", imu_body: torso_link}", model);
    assertEquals(
        List.of(
            "reference_joint_position",
            "reference_joint_velocity",
            "reference_anchor_position",
            "reference_anchor_orientation",
            "base_linear_velocity",
            "base_angular_velocity",
            "joint_position",
            "joint_velocity",
            "previous_action"),
        bundle.observations().stream().map(ObservationSpec::term).toList());
    assertEquals(Map.of("body", "1", "bodies", "2"), bundle.observations().get(2).parameters());
    assertEquals(
        new InputSpec.Clock(1, 1, Double.POSITIVE_INFINITY),
        bundle.tensors().inputs().get("time_step"));
  }

  @Test
  void theClockPlaysTheMotionAndTheFirstObservationSeesItsStart() {
    PolicyBundle bundle = trial.complete("{" + ANSWERS + ", imu_body: torso_link}", model);
    try (ImportedLoop loop =
        new ImportedLoop(
            ImportedLoop.robot(folder, MjlabFiles.JOINTS), bundle, Map.of("base/position", 3))) {
      loop.input("base/position")[0] = 7;
      loop.input("base/position")[2] = 1;
      loop.ticks(1);
      float[] first = loop.f32("policy/observation");
      assertEquals(
          List.of(0f, 0.1f, 0.2f, 0f, 0f, 0f, 0f, 0f, 0f),
          boxed(first, 9),
          "the joints at step 0, the anchor where the robot stands");
      assertEquals(
          List.of(1f, 0f, 0f, 1f, 0f, 0f), boxed(Arrays.copyOfRange(first, 9, 15), 6), "6D");
      assertEquals(1f, loop.f32("policy/input/time_step")[0]);
      loop.ticks(20);
      float[] second = loop.f32("policy/observation");
      assertEquals(0.1f, second[0], 1e-6f, "the joints at step 1");
      assertEquals(0.01f, second[3], 1e-6f, "their velocities");
      assertEquals(1f, second[6], 1e-6f, "the anchor has moved on by a metre");
    }
  }

  @Test
  void aMotionMayStartLater() {
    PolicyBundle bundle =
        trial.complete("{" + ANSWERS + ", imu_body: torso_link, start_step: 30}", model);
    try (ImportedLoop loop =
        new ImportedLoop(
            ImportedLoop.robot(folder, MjlabFiles.JOINTS), bundle, Map.of("base/position", 3))) {
      loop.ticks(1);
      assertEquals(3.0f, loop.f32("policy/observation")[0], 1e-6f);
      assertEquals(31f, loop.f32("policy/input/time_step")[0]);
    }
  }

  @Test
  void anAnchorThatIsNoneOfTheBodiesIsRefused() {
    Map<String, String> metadata = MjlabFiles.trackingMetadata();
    metadata.put("anchor_body_name", "head");
    trial.refuses(
        "{" + ANSWERS + "}",
        List.of("none of the motion's bodies", "pelvis, torso_link", "head"),
        trial.write("policy.onnx", MjlabFiles.tracking(metadata)));
  }

  @Test
  void beyondMimicsHistoryLengthsShowThatGainsAreInTheJointsOrder() {
    Map<String, String> metadata = MjlabFiles.trackingMetadata();
    metadata.put("observation_history_lengths", "1.000,1.000,1.000,1.000,1.000,1.000,1.000,1.000");
    Path other = trial.write("policy.onnx", MjlabFiles.tracking(metadata));
    PolicyBundle bundle = trial.complete("{period: 20ms, imu_body: torso_link}", other);
    assertEquals(28.501, bundle.actions().get(0).stiffness().values().get(2));
  }

  @Test
  void aTrackingTermOfAModelWithoutMotionIsRefused() {
    Map<String, String> metadata = MjlabFiles.velocityMetadata();
    metadata.put("observation_names", "motion_anchor_ori_b,joint_pos");
    trial.refuses(
        "{" + ANSWERS + "}",
        List.of("needs a reference motion"),
        trial.write("policy.onnx", MjlabFiles.velocity(metadata, 9)));
  }

  private static List<Float> boxed(float[] values, int count) {
    Float[] all = new Float[count];
    for (int i = 0; i < count; i++) {
      all[i] = values[i] == 0 ? 0f : values[i];
    }
    return Arrays.asList(all);
  }

  @Test
  void theEnvironmentOfIsaacLabSaysTheRest() {
    trial.write(
        "params/env.yaml",
        """
        sim: {dt: 0.005}
        decimation: 4
        scene:
          robot:
            init_state: {joint_pos: {.*_hip: -0.312}}
            actuators:
              hips:
                class_type: isaaclab.actuators.actuator_pd:ImplicitActuator
                joint_names_expr: [.*_hip]
                stiffness: 40.17923
                damping: 2.55789
              waist:
                class_type: isaaclab.actuators.actuator_pd:ImplicitActuator
                joint_names_expr: [waist]
                stiffness: 28.50125
                damping: 1.81443
        observations:
          policy:
            command: {func: 'isaaclab.envs.mdp.observations:generated_commands', params: {command_name: motion}}
            motion_anchor_pos_b: {func: 'whole_body_tracking.tasks.tracking.mdp.observations:motion_anchor_pos_b', params: {command_name: motion}}
            motion_anchor_ori_b: {func: 'whole_body_tracking.tasks.tracking.mdp.observations:motion_anchor_ori_b', params: {command_name: motion}}
            base_lin_vel: {func: 'isaaclab.envs.mdp.observations:base_lin_vel'}
            base_ang_vel: {func: 'isaaclab.envs.mdp.observations:base_ang_vel'}
            joint_pos: {func: 'isaaclab.envs.mdp.observations:joint_pos_rel'}
            joint_vel: {func: 'isaaclab.envs.mdp.observations:joint_vel_rel'}
            actions: {func: 'isaaclab.envs.mdp.observations:last_action'}
        actions:
          joint_pos:
            class_type: isaaclab.envs.mdp.actions.joint_actions:JointPositionAction
            joint_names: [.*]
            scale: {.*_hip: 0.547546, waist: 0.438578}
            use_default_offset: true
        commands:
          motion: {class_type: 'whole_body_tracking.tasks.tracking.mdp.commands:MotionCommand'}
        """);
    PolicyBundle bundle = trial.complete("{imu_body: torso_link}", model);
    assertEquals(28.50125, bundle.actions().get(0).stiffness().values().get(2));
    assertEquals("reference_joint_velocity", bundle.observations().get(1).term());
    assertTrue(bundle.tensors().remembered().contains("body_quat_w"));
  }

  @Test
  void aModelAsTheExporterWritesItIsTrackedThroughItsMotion() {
    TrackedRobot robot =
        new TrackedRobot(
            List.of(
                new TrackedRobot.Joint("left_hip", 40.179, 2.558, -0.312, 0.548),
                new TrackedRobot.Joint("right_hip", 40.179, 2.558, -0.312, 0.548),
                new TrackedRobot.Joint("waist", 28.501, 1.814, 0, 0.439)),
            List.of("pelvis", "torso_link"),
            "torso_link");
    List<SeededTracker.Term> terms =
        List.of(
            new SeededTracker.Term("command", 6),
            new SeededTracker.Term("motion_anchor_ori_b", 6),
            new SeededTracker.Term("base_ang_vel", 3),
            new SeededTracker.Term("joint_pos", 3),
            new SeededTracker.Term("joint_vel", 3),
            new SeededTracker.Term("actions", 3));
    Path tracker = trial.write("policy.onnx", SeededTracker.model(5, robot, terms, 50, 0.02));
    PolicyBundle bundle =
        new ImportTrial(folder, "beyondmimic")
            .complete("{" + ANSWERS + ", imu_body: torso_link}", tracker);
    try (ImportedLoop loop =
        new ImportedLoop(ImportedLoop.robot(folder, MjlabFiles.JOINTS), bundle, Map.of())) {
      loop.ticks(1);
      float[] reference = loop.f32("policy/output/joint_pos");
      loop.ticks(20);
      float[] observed = loop.f32("policy/observation");
      for (int i = 0; i < 3; i++) {
        assertEquals(reference[i], observed[i], "what came out is seen at the next inference");
        double target =
            loop.f32("policy/output")[i] * bundle.actions().get(0).scale().values().get(i)
                + bundle.actions().get(0).offset().orElseThrow().values().get(i);
        assertEquals(target, loop.nominal("position", i), 1e-6);
        assertEquals(
            loop.f32("policy/output/joint_pos")[i], target, 0.2, "near the motion that it tracks");
      }
    }
  }
}

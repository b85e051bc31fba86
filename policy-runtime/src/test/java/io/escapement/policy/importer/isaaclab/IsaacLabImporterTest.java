package io.escapement.policy.importer.isaaclab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.DefaultPose;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.ImportTrial;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedLoop;
import io.escapement.policy.onnx.SeededMlp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A biped of four joints, in files that have the keys and tags that a training run writes. */
class IsaacLabImporterTest {

  private static final String ENV =
      """
      seed: 42
      sim:
        dt: 0.005
        gravity: !!python/tuple [0.0, 0.0, -9.81]
      decimation: 4
      scene:
        num_envs: 4096
        robot:
          class_type: isaaclab.assets.articulation.articulation:Articulation
          init_state:
            joint_pos: {.*_hip: -0.2, left_knee: 0.4}
          actuators:
            hips:
              class_type: isaaclab.actuators.actuator_pd:ImplicitActuator
              joint_names_expr: [.*_hip]
              effort_limit: 100.0
              stiffness: {left_hip: 40.0, right_hip: 41.0}
              damping: 2.0
            knees:
              class_type: isaaclab.actuators.actuator_pd:DCMotor
              joint_names_expr: [.*_knee]
              stiffness: 60.0
              damping: {.*_knee: 3.0}
      observations:
        policy:
          concatenate_terms: true
          concatenate_dim: -1
          enable_corruption: true
          history_length: null
          flatten_history_dim: true
          base_ang_vel:
            func: isaaclab.envs.mdp.observations:base_ang_vel
            params: {}
            modifiers: null
            noise: {func: 'isaaclab.utils.noise.noise_model:uniform_noise', n_min: -0.1, n_max: 0.1}
            clip: !!python/tuple [-100.0, 100.0]
            scale: 0.25
            history_length: 3
            flatten_history_dim: true
          velocity_commands:
            func: isaaclab.envs.mdp.observations:generated_commands
            params: {command_name: base_velocity}
            clip: null
            scale: null
            history_length: 0
            flatten_history_dim: true
          joint_pos:
            func: isaaclab.envs.mdp.observations:joint_pos_rel
            params:
              asset_cfg:
                name: robot
                joint_names: [.*_knee]
                joint_ids: [1, 3]
                preserve_order: false
            scale: null
          joint_vel:
            func: isaaclab.envs.mdp.observations:joint_vel_rel
            params: {}
            scale: 0.05
          height_scan: null
          actions:
            func: isaaclab.envs.mdp.observations:last_action
            params: {}
        critic: {whatever: {func: 'my.package:secret'}}
      actions:
        joint_pos:
          class_type: isaaclab.envs.mdp.actions.joint_actions:JointPositionAction
          asset_name: robot
          debug_vis: false
          clip: {left_.*: !!python/tuple [-1.0, 1.0]}
          joint_names: [.*]
          scale: {.*_hip: 0.5, .*_knee: 0.25}
          offset: 0.0
          preserve_order: false
          use_default_offset: true
      commands:
        base_velocity:
          class_type: isaaclab.envs.mdp.commands.velocity_command:UniformVelocityCommand
          heading_command: true
          ranges:
            lin_vel_x: !!python/tuple [-0.5, 1.0]
            lin_vel_y: !!python/tuple [-0.25, 0.25]
            ang_vel_z: !!python/tuple [-1.0, 1.0]
            heading: !!python/tuple [-3.14, 3.14]
      rewards: {alive: {weight: 1.0}}
      """;

  private static final String JOINTS = "joints: [left_hip, left_knee, right_hip, right_knee]";
  private static final List<String> ROBOT =
      List.of("right_knee", "right_hip", "left_knee", "left_hip");
  private static final int SIZE = 3 * 3 + 3 + 2 + 4 + 4;

  @TempDir Path folder;
  private ImportTrial trial;
  private Path model;

  @BeforeEach
  void begin() {
    trial = new ImportTrial(folder, "isaaclab");
    model = trial.write("policy.onnx", SeededMlp.model(7, SIZE, 8, 4));
  }

  private Path env(String text) {
    return trial.write("params/env.yaml", text);
  }

  private static String replaced(String what, String by) {
    assertTrue(ENV.contains(what), what);
    return ENV.replace(what, by);
  }

  private void refuses(String what, String by, String... words) {
    trial.refuses("{" + JOINTS + "}", List.of(words), env(replaced(what, by)), model);
  }

  @Test
  void onlyTheJointsOrderIsMissingFromAnEnvironment() {
    Imported imported = trial.read("{}", env(ENV), model);
    assertEquals(List.of("joints"), imported.missing().stream().map(m -> m.key()).toList());
  }

  @Test
  void patternsAreResolvedInTheSimulatorsOrderNotInTheRobots() {
    PolicyBundle bundle = trial.complete("{" + JOINTS + "}", env(ENV), model);
    assertEquals(20_000_000, bundle.periodNs());
    assertEquals(
        List.of(-0.2, 0.4, -0.2, 0.0), ((DefaultPose.Listed) bundle.defaultPose()).positions());
    ActionSpec action = bundle.actions().get(0);
    assertEquals(List.of(0.5, 0.25, 0.5, 0.25), action.scale().values());
    assertEquals(List.of(-0.2, 0.4, -0.2, 0.0), action.offset().orElseThrow().values());
    assertEquals(List.of(40.0, 60.0, 41.0, 60.0), action.stiffness().values());
    assertEquals(List.of(2.0, 3.0, 2.0, 3.0), action.damping().values());
    assertEquals(1.0, action.clip().high().values().get(0));
    assertEquals(Double.POSITIVE_INFINITY, action.clip().high().values().get(2));
    assertEquals(
        List.of(1.0, 0.25, 1.0), bundle.velocityRange().orElseThrow().bounds().high().values());
    ObservationSpec knees = bundle.observations().get(2);
    assertEquals(
        new JointSelection.Named(List.of("left_knee", "right_knee")), knees.joints().orElseThrow());
    try (ImportedLoop loop =
        new ImportedLoop(ImportedLoop.robot(folder, ROBOT), bundle, Map.of())) {
      loop.input("joints/position")[2] = 0.5;
      loop.ticks(1);
      assertEquals(0.1f, loop.f32("policy/observation")[12], 1e-6f, "the left knee");
      assertEquals(41, loop.nominal("stiffness", 1), "the right hip");
    }
  }

  @Test
  void clipsComeBeforeScalesAndHistoriesAreOldestFirstByTerm() {
    PolicyBundle bundle = trial.complete("{" + JOINTS + "}", env(ENV), model);
    ObservationSpec gyro = bundle.observations().get(0);
    assertEquals(
        new History(3, History.Order.OLDEST_FIRST, History.Stacking.BY_TERM), gyro.history());
    assertEquals(List.of(100.0), gyro.conditioning().rawClip().high().values());
    try (ImportedLoop loop =
        new ImportedLoop(ImportedLoop.robot(folder, ROBOT), bundle, Map.of())) {
      loop.input("imu/angular_velocity")[0] = 1;
      loop.ticks(1);
      loop.input("imu/angular_velocity")[0] = 1000;
      loop.ticks(20);
      float[] observed = loop.f32("policy/observation");
      assertEquals(0.25f, observed[0], "the oldest frame");
      assertEquals(25f, observed[6], "the newest frame, clipped to 100, then scaled");
    }
  }

  @Test
  void aGroupsHistoryStandsBeforeItsTerms() {
    Path bigger = trial.write("policy.onnx", SeededMlp.model(7, 2 * (SIZE - 6), 8, 4));
    PolicyBundle bundle =
        trial.complete(
            "{" + JOINTS + "}", env(replaced("history_length: null", "history_length: 2")), bigger);
    bundle.observations().forEach(term -> assertEquals(2, term.history().length(), term.term()));
  }

  @Test
  void theAgentsClipOfActionsComesBeforeTheScale() {
    trial.write("params/agent.yaml", "algorithm: {class_name: PPO}\nclip_actions: 5.0\n");
    PolicyBundle bundle = trial.complete("{" + JOINTS + "}", env(ENV), model);
    assertEquals(List.of(5.0), bundle.actions().get(0).rawClip().high().values());
  }

  @Test
  void aSizeThatNoFileSaysIsWhatTheOthersLeaveOfTheModel() {
    Path bigger = trial.write("policy.onnx", SeededMlp.model(7, SIZE + 187, 8, 4));
    String scan =
        "height_scan: {func: 'isaaclab.envs.mdp.observations:height_scan', params: {sensor_cfg:"
            + " {name: height_scanner}}, clip: [-1.0, 1.0]}";
    PolicyBundle bundle =
        trial.complete("{" + JOINTS + "}", env(replaced("height_scan: null", scan)), bigger);
    assertEquals(
        Map.of("channel", "sensors/height_scan", "size", "187"),
        bundle.observations().get(4).parameters());
  }

  @Test
  void sizesThatNothingShowsAreAskedForAndTaken() {
    Path bigger = trial.write("policy.onnx", SeededMlp.model(7, SIZE + 187 + 4, 8, 4));
    Path env =
        env(
            replaced(
                "height_scan: null",
                "height_scan: {func: 'isaaclab.envs.mdp.observations:height_scan'}\n"
                    + "    feet: {func: 'my_robot.mdp:feet'}"));
    String feet = ", terms: {feet: {term: contact, threshold_n: 5}}";
    assertEquals(List.of("sizes"), trial.missing("{" + JOINTS + feet + "}", env, bigger));
    PolicyBundle bundle =
        trial.complete("{" + JOINTS + feet + ", sizes: {height_scan: 187}}", env, bigger);
    assertEquals("187", bundle.observations().get(4).parameters().get("size"));
    assertEquals("4", bundle.observations().get(5).parameters().get("size"), "the feet");
    trial.refuses(
        "{" + JOINTS + feet + ", sizes: {heigt_scan: 187}}",
        List.of("\"heigt_scan\"", "did you mean \"height_scan\"?"),
        env,
        bigger);
    trial.refuses(
        "{" + JOINTS + ", terms: {feets: {term: contact}}}",
        List.of("does not know the observation function my_robot.mdp.feet"),
        env,
        bigger);
    trial.refuses(
        "{" + JOINTS + ", terms: {foots: {term: contact}}}",
        List.of("there is no term \"foots\""),
        env(ENV),
        model);
  }

  @Test
  void aQuaternionsOrderIsNeverAssumed() {
    Path bigger = trial.write("policy.onnx", SeededMlp.model(7, SIZE + 4, 8, 4));
    Path env =
        env(
            replaced(
                "height_scan: null", "quat: {func: 'isaaclab.envs.mdp.observations:root_quat_w'}"));
    assertEquals(List.of("quaternion_order"), trial.missing("{" + JOINTS + "}", env, bigger));
    PolicyBundle bundle = trial.complete("{" + JOINTS + ", quaternion_order: xyzw}", env, bigger);
    assertEquals(
        Map.of("order", "xyzw", "unique", "false"), bundle.observations().get(4).parameters());
  }

  @Test
  void gainsThatAnActuatorOfItsOwnKindHidesAreAskedForJointByJoint() {
    Path env = env(replaced("actuator_pd:DCMotor", "actuator_net:ActuatorNetLSTM"));
    Imported imported = trial.read("{" + JOINTS + "}", env, model);
    assertEquals(
        List.of("stiffness", "damping"), imported.missing().stream().map(m -> m.key()).toList());
    assertTrue(imported.missing().get(0).what().contains("of left_knee, right_knee in Nm/rad"));
    PolicyBundle bundle =
        trial.complete("{" + JOINTS + ", stiffness: [50, 51], damping: 1}", env, model);
    assertEquals(List.of(40.0, 50.0, 41.0, 51.0), bundle.actions().get(0).stiffness().values());
  }

  @Test
  void aFunctionOfAnotherPackageIsWhatTheUserSaysOrNothing() {
    refuses(
        "isaaclab.envs.mdp.observations:base_ang_vel",
        "my_robot.mdp:base_ang_vel",
        "does not know the observation function my_robot.mdp.base_ang_vel",
        "may compute anything",
        "terms: {base_ang_vel:");
    PolicyBundle bundle =
        trial.complete(
            "{" + JOINTS + ", terms: {base_ang_vel: {term: base_angular_velocity}}}",
            env(
                replaced(
                    "isaaclab.envs.mdp.observations:base_ang_vel", "my_robot.mdp:base_ang_vel")),
            model);
    assertEquals("base_angular_velocity", bundle.observations().get(0).term());
    assertEquals(List.of(0.25), bundle.observations().get(0).conditioning().scale().values());
  }

  @Test
  void whatMayChangeWhatThePolicySeesIsNeverPassedOver() {
    refuses(
        "observations:base_ang_vel", "observations:base_ang_acc", "does not know", "did you mean");
    refuses("modifiers: null", "modifiers: [{func: filter}]", "modifier", "policy.base_ang_vel");
    refuses("concatenate_terms: true", "concatenate_terms: false", "joined to one vector");
    refuses("scale: 0.05", "delay: 2", "does not know the key \"delay\"", "joint_vel");
    refuses(
        "flatten_history_dim: true\n    velocity",
        "flatten_history_dim: false\n    velocity",
        "a dimension of its own");
    refuses(
        "joint_actions:JointPositionAction",
        "joint_actions:RelativeJointPositionAction",
        "does not know the action \"RelativeJointPositionAction\"");
    refuses("preserve_order: false\n    use", "preserve: false\n    use", "\"preserve\"");
    refuses(".*_hip: 0.5", ".*_hop: 0.5", "no joint is called \".*_hop\"");
    refuses(".*_hip: 0.5", ".*: 0.5", "the joint left_knee is meant twice");
  }

  @Test
  void aModelOfAnotherEnvironmentIsRefusedTermByTerm() {
    Path other = trial.write("policy.onnx", SeededMlp.model(7, 48, 8, 4));
    trial.refuses(
        "{" + JOINTS + "}",
        List.of("does not describe this model", "base_ang_vel 3 x 3, velocity_commands 3"),
        env(ENV),
        other);
  }

  @Test
  void answersThatAreNotAskedForAreRefused() {
    trial.refuses(
        "{" + JOINTS + ", period: 10ms}",
        List.of("the files say \"period\" themselves", "20.0 ms"),
        env(ENV),
        model);
  }
}

package io.escapement.policy.importer.isaaclab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.ImportTrial;
import io.escapement.policy.onnx.SeededMlp;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A description and an environment of the same two joints, of which one may be stale. */
class IsaacLabAgreementTest {

  private static final String DESCRIPTORS =
      """
      actions:
      - name: joint_position_action
        full_path: isaaclab.envs.mdp.actions.joint_actions.JointPositionAction
        action_type: JointAction
        mdp_type: Action
        dtype: torch.float32
        extras: {description: position commands}
        shape: [2]
        joint_names: [hip, knee]
        scale: 0.5
        offset: [0.10000000149011612, 0.0]
        clip: null
      articulations:
        robot:
          joint_names: [hip, knee]
          default_joint_pos: [0.10000000149011612, 0.0]
          default_joint_vel: [0.0, 0.0]
          default_joint_stiffness: [0.0, 0.0]
          default_joint_damping: [0.0, 0.0]
      observations:
        policy:
        - name: generated_commands
          full_path: isaaclab.envs.mdp.observations.generated_commands
          mdp_type: Observation
          observation_type: Command
          dtype: torch.float32
          extras: {modifiers: null}
          overloads: {clip: null, flatten_history_dim: true, history_length: 0, scale: null}
          shape: [3]
        - name: joint_pos_rel
          full_path: isaaclab.envs.mdp.observations.joint_pos_rel
          mdp_type: Observation
          observation_type: JointState
          dtype: torch.float32
          extras: {modifiers: null}
          joint_names: [hip, knee]
          joint_pos_offsets: [0.10000000149011612, 0.0]
          overloads: {clip: null, flatten_history_dim: true, history_length: 0, scale: 2.0}
          shape: [2]
        - name: joint_vel_rel
          full_path: isaaclab.envs.mdp.observations.joint_vel_rel
          mdp_type: Observation
          observation_type: JointState
          dtype: torch.float32
          extras: {modifiers: null}
          joint_names: [hip, knee]
          joint_vel_offsets: [0.0, 3.0]
          overloads: {clip: null, flatten_history_dim: true, history_length: 0, scale: 0.5}
          shape: [2]
      scene: {dt: 0.01, decimation: 2, physics_dt: 0.005}
      """;

  private static final String ENV =
      """
      sim: {dt: 0.005}
      decimation: 2
      scene:
        robot:
          init_state: {joint_pos: {hip: 0.1}}
          actuators:
            all:
              class_type: isaaclab.actuators.actuator_pd:IdealPDActuator
              joint_names_expr: [.*]
              stiffness: 40.0
              damping: 2.0
      observations:
        policy:
          command: {func: 'isaaclab.envs.mdp.observations:generated_commands', params: {command_name: v}}
          joint_pos: {func: 'isaaclab.envs.mdp.observations:joint_pos_rel', scale: 2.0}
          joint_vel: {func: 'isaaclab.envs.mdp.observations:joint_vel_rel', scale: 0.5}
      actions:
        joint_pos:
          class_type: isaaclab.envs.mdp.actions.joint_actions:JointPositionAction
          joint_names: [.*]
          scale: 0.5
          offset: 0.0
          use_default_offset: true
      commands:
        v: {class_type: 'isaaclab.envs.mdp.commands.velocity_command:UniformVelocityCommand'}
      """;

  @TempDir Path folder;
  private ImportTrial trial;
  private Path model;
  private Path descriptors;

  @BeforeEach
  void begin() {
    trial = new ImportTrial(folder, "isaaclab");
    model = trial.write("policy.onnx", SeededMlp.model(7, 7, 8, 2));
    descriptors = trial.write("IO_descriptors.yaml", DESCRIPTORS);
  }

  @Test
  void oneSaysTheOrderTheOtherTheGainsAndNothingIsMissing() {
    PolicyBundle bundle = trial.complete("{}", descriptors, trial.write("env.yaml", ENV), model);
    ActionSpec action = bundle.actions().get(0);
    assertEquals(List.of(40.0, 40.0), action.stiffness().values());
    assertEquals("velocity_command", bundle.observations().get(0).term());
  }

  @Test
  void theEnvironmentBesideTheDescriptionIsReadAndSaidSo() {
    trial.write("env.yaml", ENV);
    assertTrue(
        trial.read("{}", descriptors, model).notices().stream()
            .anyMatch(notice -> notice.contains("env.yaml as well")));
  }

  @Test
  void velocitiesRelativeToOthersKeepTheirOffset() {
    PolicyBundle bundle = trial.complete("{}", descriptors, trial.write("env.yaml", ENV), model);
    assertEquals(
        List.of(-0.0, -1.5), bundle.observations().get(2).conditioning().offset().values());
  }

  private void stale(String what, String by, String... words) {
    assertTrue(ENV.contains(what), what);
    Path env = trial.write("env.yaml", ENV.replace(what, by));
    trial.refuses("{}", List.of(words), descriptors, env, model);
  }

  @Test
  void aStaleEnvironmentIsRefusedWithBothPlaces() {
    stale("decimation: 2", "decimation: 4", "contradict", "the period", "20.0 ms", "10.0 ms");
    stale("hip: 0.1", "hip: 0.2", "contradict", "the default pose", "env.yaml");
    stale("scale: 2.0", "scale: 1.0", "the scale of joint_pos");
    stale("scale: 0.5\n    offset", "scale: 0.25\n    offset", "the action's scale");
    stale(
        "joint_vel_rel', scale: 0.5", "joint_vel_rel', scale: 0.5, history_length: 3", "3 frames");
    stale("joint_vel_rel', scale: 0.5", "joint_pos', scale: 0.5", "the observation's terms");
  }

  private void wrong(String what, String by, String... words) {
    assertTrue(DESCRIPTORS.contains(what), what);
    Path wrong = trial.write("wrong.yaml", DESCRIPTORS.replace(what, by));
    trial.refuses("{}", List.of(words), wrong, model);
  }

  @Test
  void aDescriptionThatContradictsItselfOrSaysMoreThanIsUnderstoodIsRefused() {
    wrong("dt: 0.01,", "dt: 0.02,", "the scene's times contradict each other");
    wrong(
        "joint_pos_offsets: [0.10000000149011612, 0.0]",
        "joint_pos_offsets: [0.0, 0.0]",
        "an offset is not the joint's default position");
    wrong("extras: {modifiers: null}", "extras: {modifiers: [{func: f}]}", "modifier");
    wrong("scale: 2.0}", "scale: 2.0, delay: 1}", "\"delay\"");
    wrong("  policy:", "  teacher:", "no group of observations \"policy\"", "group: ...");
    wrong("joint_actions.JointPositionAction", "rmp.RMPFlowAction", "\"RMPFlowAction\"");
  }
}

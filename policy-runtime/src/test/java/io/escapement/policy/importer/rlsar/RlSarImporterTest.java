package io.escapement.policy.importer.rlsar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.JointSelection;
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

/** A leg of two joints and a wheel, with the keys that the tool's own files have. */
class RlSarImporterTest {

  private static final String BASE =
      """
      leg:
        dt: 0.005
        decimation: 4
        fixed_kp: [1, 1, 1]
        num_of_dofs: 3
        wheel_indices: []
        torque_limits: [1, 1, 1]
        default_dof_pos: [0.1, 0.2, 0.0]
        joint_names: [hip, knee, wheel]
        joint_mapping: [0, 1, 2]
      """;

  private static final String CONFIG =
      """
      leg/trot:
        model_name: "policy.pt"
        num_observations: 12
        observations: ["dof_pos", "dof_vel", "actions", "ang_vel"]
        observations_history: [0, 1]
        observations_history_priority: "time"
        clip_obs: 100.0
        clip_actions_lower: [-1, -2, -3]
        clip_actions_upper: [1, 2, 3]
        rl_kp: [20, 0, 30]
        rl_kd: [0.5, 0.75, 0.6]
        num_of_dofs: 3
        action_scale: [0.25, 5.0, 0.5]
        wheel_indices: [1]
        ang_vel_scale: 0.25
        dof_pos_scale: 1.0
        dof_vel_scale: 0.05
        default_dof_pos: [0.2, 0.0, 0.1]
        joint_mapping: [1, 2, 0]
      """;

  @TempDir Path folder;
  private ImportTrial trial;
  private Path model;

  @BeforeEach
  void begin() {
    trial = new ImportTrial(folder, "rl_sar");
    model = trial.write("policy.onnx", SeededMlp.model(3, 24, 8, 3));
    trial.write("leg/base.yaml", BASE);
  }

  private Path config(String text) {
    return trial.write("leg/trot/config.yaml", text);
  }

  private void refuses(String what, String by, String... words) {
    assertTrue(CONFIG.contains(what), what);
    trial.refuses("{}", List.of(words), config(CONFIG.replace(what, by)), model);
  }

  @Test
  void aWheelIsCommandedAVelocityAndItsPositionIsObservedAsZero() {
    PolicyBundle bundle = trial.complete("{}", config(CONFIG), model);
    assertEquals(new JointSelection.Named(List.of("knee", "wheel", "hip")), bundle.joints());
    assertEquals(
        List.of(
            ActionSpec.Type.JOINT_POSITION,
            ActionSpec.Type.JOINT_VELOCITY,
            ActionSpec.Type.JOINT_POSITION),
        bundle.actions().stream().map(ActionSpec::type).toList());
    try (ImportedLoop loop =
        new ImportedLoop(
            ImportedLoop.robot(folder, List.of("hip", "knee", "wheel")), bundle, Map.of())) {
      loop.input("joints/position")[1] = 0.5;
      loop.input("joints/position")[2] = 77;
      loop.input("joints/velocity")[2] = 20;
      loop.ticks(1);
      float[] observed = loop.f32("policy/observation");
      assertEquals(0.3f, observed[0], 1e-6f, "the knee, from its default");
      assertEquals(0f, observed[1], "the wheel");
      assertEquals(-0.1f, observed[2], 1e-6f, "the hip");
      assertEquals(1f, observed[4], 1e-6f, "the wheel's velocity is observed");
      float[] action = loop.f32("policy/output");
      assertEquals(action[0] * 0.25 + 0.2, loop.nominal("position", 1), 1e-6);
      assertEquals(action[1] * 5.0, loop.nominal("velocity", 2), 1e-6);
      assertEquals(0, loop.nominal("position", 2));
      assertEquals(0, loop.nominal("stiffness", 2));
      assertEquals(0.75, loop.nominal("damping", 2));
    }
  }

  @Test
  void actionsAreClippedBeforeTheyAreScaled() {
    PolicyBundle bundle = trial.complete("{}", config(CONFIG), model);
    assertEquals(List.of(-2.0), bundle.actions().get(1).rawClip().low().values());
    assertEquals(List.of(3.0), bundle.actions().get(2).rawClip().high().values());
  }

  @Test
  void historyIsStackedAndOrderedAsTheDescriptorSays() {
    String byTerm = CONFIG.replace("\"time\"", "\"term\"").replace("[0, 1]", "[1, 0]");
    assertEquals(
        new History(2, History.Order.OLDEST_FIRST, History.Stacking.BY_TERM),
        trial.complete("{}", config(byTerm), model).observations().get(0).history());
    assertEquals(
        new History(2, History.Order.NEWEST_FIRST, History.Stacking.BY_TIME),
        trial.complete("{}", config(CONFIG), model).observations().get(0).history());
    refuses("[0, 1]", "[0, 2]", "0 is the newest", "[0, 2]");
    refuses("\"time\"", "\"frame\"", "time or term");
  }

  @Test
  void aMappingThatIsNoneIsRefused() {
    refuses("joint_mapping: [1, 2, 0]", "joint_mapping: [1, 2]", "3 different numbers", "[1, 2]");
    refuses("joint_mapping: [1, 2, 0]", "joint_mapping: [1, 2, 2]", "[1, 2, 2]");
    refuses("joint_mapping: [1, 2, 0]", "joint_mapping: [1, 2, 3]", "0 to 2");
  }

  @Test
  void aListInTheOrderOfAnotherFileIsNotTakenAsItStands() {
    refuses("  default_dof_pos: [0.2, 0.0, 0.1]\n", "", "base.yaml", "joint_mapping is another");
  }

  @Test
  void listsOfAnotherLengthAreRefused() {
    refuses("rl_kp: [20, 0, 30]", "rl_kp: [20, 0]", "rl_kp", "3", "2 numbers");
    refuses("num_observations: 12", "num_observations: 45", "12 elements", "45");
  }

  @Test
  void aStiffWheelIsRefused() {
    refuses("rl_kp: [20, 0, 30]", "rl_kp: [20, 7, 30]", "wheel", "7.0");
  }

  @Test
  void whatIsNotUnderstoodIsNeverPassedOver() {
    refuses("ang_vel_scale: 0.25", "ang_vel_scaling: 0.25", "ang_vel_scaling", "ang_vel_scale");
    refuses("\"dof_vel\", ", "\"dof_vle\", ", "dof_vle", "dof_vel");
  }

  @Test
  void anotherRobotsFileIsRefused() {
    trial.write("leg/base.yaml", BASE.replace("leg:", "arm:"));
    refuses("\"time\"", "\"time\"", "another robot", "arm");
  }

  @Test
  void withoutTheRobotsFileJointsAreNumbersAndThePeriodIsAskedFor() {
    Path alone = trial.write("alone.yaml", CONFIG);
    assertEquals(List.of("period"), trial.missing("{}", alone, model));
    Imported imported = trial.read("{period: 20ms}", alone, model);
    assertEquals(
        new JointSelection.OfActuators(List.of(1, 2, 0)), imported.bundle().orElseThrow().joints());
    assertTrue(
        imported.notices().stream().anyMatch(text -> text.contains("actuators by number")),
        imported.notices().toString());
  }

  @Test
  void theRobotsFileMayBeGivenInsteadOfFound() {
    Path alone = trial.write("alone.yaml", CONFIG);
    PolicyBundle bundle = trial.complete("{}", folder.resolve("leg/base.yaml"), alone, model);
    assertEquals(20_000_000, bundle.periodNs());
  }

  @Test
  void everyValueSaysWhereItCameFrom() {
    Imported imported = trial.read("{}", config(CONFIG), model);
    assertTrue(
        imported.inferred().stream()
            .anyMatch(one -> one.key().equals("period") && one.source().contains("base.yaml")),
        imported.inferred().toString());
    assertTrue(
        imported.inferred().stream()
            .anyMatch(one -> one.key().equals("stiffness") && one.source().contains("config.yaml")),
        imported.inferred().toString());
  }
}

package io.escapement.policy.importer.rlsar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.DefaultPose;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.ImportTrial;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedLoop;
import io.escapement.policy.importer.Importer;
import io.escapement.policy.importer.Importers;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.testing.Descriptors;
import io.escapement.testing.RequiresDescriptors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresDescriptors
class RlSarSamplesTest {

  private static final List<String> GO2 =
      List.of(
          "FR_hip_joint",
          "FR_thigh_joint",
          "FR_calf_joint",
          "FL_hip_joint",
          "FL_thigh_joint",
          "FL_calf_joint",
          "RR_hip_joint",
          "RR_thigh_joint",
          "RR_calf_joint",
          "RL_hip_joint",
          "RL_thigh_joint",
          "RL_calf_joint");

  @TempDir Path folder;
  private ImportTrial trial;

  @BeforeEach
  void begin() {
    trial = new ImportTrial(folder, "rl_sar");
  }

  private static Path sample(String name) {
    return Descriptors.folder().resolve("rl_sar").resolve(name);
  }

  private Path model(int observation, int action) {
    return trial.write("policy.onnx", SeededMlp.model(7, observation, 8, action));
  }

  @Test
  void aPolicyWithoutHistoryNeedsNothingButItsModel() {
    PolicyBundle bundle = trial.complete("{}", sample("go2/robot_lab/config.yaml"), model(45, 12));
    assertEquals("go2-robot_lab", bundle.name());
    assertEquals(20_000_000, bundle.periodNs());
    assertEquals(new JointSelection.Named(GO2), bundle.joints());
    assertEquals(
        List.of(
            "base_angular_velocity",
            "projected_gravity",
            "velocity_command",
            "joint_position",
            "joint_velocity",
            "previous_action"),
        bundle.observations().stream().map(ObservationSpec::term).toList());
    ObservationSpec gyro = bundle.observations().get(0);
    assertEquals(PerElement.of(0.25), gyro.conditioning().scale());
    assertEquals(new Bounds(PerElement.of(-100), PerElement.of(100)), gyro.conditioning().clip());
    assertEquals(History.NONE, gyro.history());
    ActionSpec action = bundle.actions().get(0);
    assertEquals(ActionSpec.Type.JOINT_POSITION, action.type());
    assertEquals(0.125, action.scale().values().get(0));
    assertEquals(0.25, action.scale().values().get(1));
    // What a config.yaml says stands before what its robot's base.yaml says (80 and 3).
    assertTrue(action.stiffness().isAll(20));
    assertTrue(action.damping().isAll(0.5));
    assertEquals(100, action.rawClip().high().values().get(3));
    assertTrue(action.offset().isEmpty(), "relative to the default pose");
  }

  @Test
  void thePolicysOrderLeadsThroughTheMappingToTheRobotsNames() {
    PolicyBundle bundle = trial.complete("{}", sample("go2/himloco/config.yaml"), model(270, 12));
    List<String> joints = ((JointSelection.Named) bundle.joints()).names();
    assertEquals(
        List.of("FL_hip_joint", "FL_thigh_joint", "FL_calf_joint", "FR_hip_joint"),
        joints.subList(0, 4));
    assertEquals("RL_hip_joint", joints.get(6));
    List<Double> pose = ((DefaultPose.Listed) bundle.defaultPose()).positions();
    assertEquals(0.1, pose.get(0), "left hips lean outward");
    assertEquals(-0.1, pose.get(3), "right hips the other way");
    History six = new History(6, History.Order.NEWEST_FIRST, History.Stacking.BY_TIME);
    bundle.observations().forEach(term -> assertEquals(six, term.history()));
    assertEquals(
        List.of(2.0, 2.0, 0.25), bundle.observations().get(0).conditioning().scale().values());
  }

  @Test
  void anImportedHistoryRunsNewestFrameFirst() {
    PolicyBundle bundle = trial.complete("{}", sample("go2/himloco/config.yaml"), model(270, 12));
    RobotModel robot = ImportedLoop.robot(folder, GO2);
    try (ImportedLoop loop = new ImportedLoop(robot, bundle, Map.of())) {
      // The robot's first joint is the right front hip, the policy's fourth.
      loop.input("joints/position")[0] = 0.4;
      loop.input("operator/velocity_command")[0] = 0.5;
      loop.ticks(1);
      loop.input("joints/position")[0] = 0.6;
      loop.ticks(20);
      float[] observed = loop.f32("policy/observation");
      assertEquals(270, observed.length);
      assertEquals(1.0f, observed[0], "vx is scaled by 2");
      assertEquals(0.7f, observed[9 + 3], 1e-6f, "0.6 - (-0.1), newest");
      assertEquals(0.5f, observed[45 + 9 + 3], 1e-6f, "0.4 - (-0.1), the frame before");
      float[] action = loop.f32("policy/output");
      assertEquals(action[3] * 0.125 - 0.1, loop.nominal("position", 0), 1e-6);
      assertEquals(action[0] * 0.125 + 0.1, loop.nominal("position", 3), 1e-6);
      assertEquals(40, loop.nominal("stiffness", 0));
    }
  }

  @Test
  void aTorchScriptIsNoModelAndTheModelIsAskedFor() {
    Imported imported = trial.read("{}", sample("go2/robot_lab/config.yaml"));
    assertEquals(1, imported.missing().size());
    assertEquals("model", imported.missing().get(0).key());
    assertTrue(imported.missing().get(0).what().contains("policy.pt"));
    assertTrue(imported.bundle().isEmpty());
  }

  @Test
  void motionTrackingAsksForTheReferenceThatTheToolPlaysFromAFile() {
    Path config = sample("g1/whole_body_tracking/config.yaml");
    Imported imported = trial.read("{}", config, model(154, 29));
    assertEquals(
        List.of("motion_command", "motion_anchor_ori_b"),
        imported.missing().stream().map(one -> one.key()).toList());
    assertTrue(imported.missing().get(0).what().contains("G1_Take_102.bvh_60hz.csv"));
    assertTrue(imported.missing().get(0).what().contains("58 elements"));

    PolicyBundle bundle =
        trial.complete(
            "{motion_command: reference/motion, motion_anchor_ori_b: reference/anchor}",
            config,
            model(154, 29));
    List<String> joints = ((JointSelection.Named) bundle.joints()).names();
    assertEquals(
        List.of("left_hip_pitch_joint", "right_hip_pitch_joint", "waist_yaw_joint"),
        joints.subList(0, 3));
    assertEquals("waist_roll_joint", joints.get(5));
    assertEquals(28.5, bundle.actions().get(0).stiffness().values().get(5));
    assertEquals(
        Map.of("channel", "reference/motion", "size", "58"),
        bundle.observations().get(0).parameters());
    RobotModel robot = ImportedLoop.robot(folder, joints.stream().sorted().toList());
    try (ImportedLoop loop =
        new ImportedLoop(robot, bundle, Map.of("reference/motion", 58, "reference/anchor", 6))) {
      loop.input("reference/motion")[57] = 0.25;
      loop.input("reference/anchor")[0] = 1;
      loop.ticks(1);
      assertEquals(0.25f, loop.f32("policy/observation")[57]);
      assertEquals(1f, loop.f32("policy/observation")[58]);
    }
  }

  @Test
  void aDescriptorIsHeldAgainstTheModelThatItIsSaidToDescribe() {
    trial.refuses(
        "{}",
        List.of("do not belong together", "45 elements", "48"),
        sample("go2/robot_lab/config.yaml"),
        model(48, 12));
  }

  @Test
  void bothFilesAreRecognisedByWhatTheyHold() {
    for (String name : List.of("go2/base.yaml", "go2/himloco/config.yaml", "g1/base.yaml")) {
      DescriptorFile file = DescriptorFile.read(sample(name), new DiskFiles());
      assertEquals(
          List.of("rl_sar"),
          Importers.onClassPath().recognising(file).stream().map(Importer::name).toList());
    }
  }
}

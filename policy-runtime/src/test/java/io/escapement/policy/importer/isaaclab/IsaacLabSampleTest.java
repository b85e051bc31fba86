package io.escapement.policy.importer.isaaclab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.DiskFiles;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.DefaultPose;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.bundle.StateSpec;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.ImportTrial;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedLoop;
import io.escapement.policy.importer.Importer;
import io.escapement.policy.importer.Importers;
import io.escapement.policy.onnx.SeededLstm;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.testing.Descriptors;
import io.escapement.testing.RequiresDescriptors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of Anymal-D on flat ground, as Isaac Lab writes it. */
@RequiresDescriptors
class IsaacLabSampleTest {

  private static final String ANSWERS =
      "{command: velocity, stiffness: {'.*_HAA': 80, '.*_HFE': 81, '.*_KFE': 82}, damping: 2}";

  /** The robot's own order, leg by leg; the policy's goes joint by joint. */
  private static final List<String> ROBOT =
      List.of(
          "LF_HAA", "LF_HFE", "LF_KFE", "RF_HAA", "RF_HFE", "RF_KFE", "LH_HAA", "LH_HFE", "LH_KFE",
          "RH_HAA", "RH_HFE", "RH_KFE");

  @TempDir Path folder;
  private ImportTrial trial;

  @BeforeEach
  void begin() {
    trial = new ImportTrial(folder, "isaaclab");
  }

  private static Path sample() {
    return Descriptors.folder().resolve("isaaclab/anymal_d_flat_IO_descriptors.yaml");
  }

  private Path model(int observation, int action) {
    return trial.write("policy.onnx", SeededMlp.model(7, observation, 8, action));
  }

  @Test
  void gainsOfANetworksJointsAndTheCommandsMeaningMustBeSaidAndNothingElse() {
    Imported imported = trial.read("{}", sample(), model(48, 12));
    assertEquals(
        List.of("command", "stiffness", "damping"),
        imported.missing().stream().map(one -> one.key()).toList());
    assertTrue(imported.missing().get(1).what().contains("LF_HAA, LH_HAA, RF_HAA"));
    assertTrue(
        imported.inferred().stream()
            .anyMatch(
                fact ->
                    fact.key().equals("period")
                        && fact.value().startsWith("20")
                        && fact.source().contains("scene.dt")),
        imported.inferred().toString());
  }

  @Test
  void withoutAModelItIsOneMoreThingThatMustBeSaid() {
    Imported imported = trial.read("{}", sample());
    assertEquals(
        List.of("model", "command", "stiffness", "damping"),
        imported.missing().stream().map(one -> one.key()).toList());
    assertTrue(imported.bundle().isEmpty());
  }

  @Test
  void theDescriptionBecomesABundleByTheJointsNames() {
    PolicyBundle bundle = trial.complete(ANSWERS, sample(), model(48, 12));
    assertEquals(20_000_000, bundle.periodNs());
    List<String> joints = ((JointSelection.Named) bundle.joints()).names();
    assertEquals(List.of("LF_HAA", "LH_HAA", "RF_HAA", "RH_HAA"), joints.subList(0, 4));
    assertEquals(
        -0.4, ((DefaultPose.Listed) bundle.defaultPose()).positions().get(5), 1e-6, "LH_HFE");
    assertEquals(
        List.of(
            "base_linear_velocity",
            "base_angular_velocity",
            "projected_gravity",
            "velocity_command",
            "joint_position",
            "joint_velocity",
            "previous_action"),
        bundle.observations().stream().map(ObservationSpec::term).toList());
    ActionSpec action = bundle.actions().get(0);
    assertEquals(List.of(0.5), action.scale().values());
    assertEquals(81, action.stiffness().values().get(4));
    assertEquals(82, action.stiffness().values().get(8));
    assertEquals(-0.8, action.offset().orElseThrow().values().get(8), 1e-6);
  }

  @Test
  void onARobotOfAnotherOrderEveryNumberFollowsItsJoint() {
    PolicyBundle bundle = trial.complete(ANSWERS, sample(), model(48, 12));
    try (ImportedLoop loop =
        new ImportedLoop(ImportedLoop.robot(folder, ROBOT), bundle, Map.of())) {
      loop.input("joints/position")[7] = 0.5;
      loop.ticks(1);
      float[] observed = loop.f32("policy/observation");
      assertEquals(0.9f, observed[12 + 5], 1e-6f, "LH_HFE, 0.5 - (-0.4)");
      float[] output = loop.f32("policy/output");
      assertEquals(0.5 * output[5] - 0.4, loop.nominal("position", 7), 1e-6);
      assertEquals(81, loop.nominal("stiffness", 7));
    }
  }

  @Test
  void aRecurrentModelsStatesAreFound() {
    Path model = trial.write("policy.onnx", SeededLstm.model(1, 48, 8, 1, 12));
    PolicyBundle bundle = new ImportTrial(folder, "rsl_rl").complete(ANSWERS, sample(), model);
    assertEquals(
        List.of(StateSpec.zero("h_in", "h_out"), StateSpec.zero("c_in", "c_out")),
        bundle.tensors().states());
    try (ImportedLoop loop =
        new ImportedLoop(ImportedLoop.robot(folder, ROBOT), bundle, Map.of())) {
      loop.ticks(1);
      float first = loop.f32("policy/output")[0];
      loop.ticks(20);
      assertTrue(first != loop.f32("policy/output")[0], "the state is carried over");
    }
  }

  @Test
  void aDescriptionOfAnotherModelIsRefusedTermByTerm() {
    trial.refuses(
        ANSWERS,
        List.of(
            "does not describe this model",
            "235 elements",
            "48 elements: base_lin_vel 3",
            "same training"),
        sample(),
        model(235, 12));
    trial.refuses(
        ANSWERS, List.of("does not describe this model", "8 actions"), sample(), model(48, 8));
  }

  @Test
  void theFileIsRecognised() {
    DescriptorFile file = DescriptorFile.read(sample(), new DiskFiles());
    assertEquals(
        List.of("isaaclab"),
        Importers.onClassPath().recognising(file).stream().map(Importer::name).toList());
  }
}

package io.escapement.policy.importer.told;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.DiskFiles;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.ImportTrial;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedLoop;
import io.escapement.policy.importer.Importer;
import io.escapement.policy.importer.Importers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaygroundImporterTest {

  private static final String ANSWERS =
      """
      period: 20ms
      joints: [hip, knee]
      default_pose: [0.1, -0.2]
      observations: [base_angular_velocity, joint_position, {term: joint_velocity, scale: 0.5}]
      scale: 0.5
      stiffness: 35
      damping: 0
      """;

  /** The keys that the environments' default_config has. */
  private static final String CONFIG =
      """
      {"ctrl_dt": 0.02, "sim_dt": 0.004, "episode_length": 1000, "Kp": 35.0, "Kd": 0.5,
       "action_repeat": 1, "action_scale": 0.5, "history_len": 1,
       "soft_joint_pos_limit_factor": 0.95,
       "noise_config": {"level": 1.0, "scales": {"joint_pos": 0.03}},
       "reward_config": {"scales": {"tracking_lin_vel": 1.0}, "tracking_sigma": 0.25},
       "pert_config": {"enable": false},
       "command_config": {"a": [1.5, 0.8, 1.2], "b": [0.9, 0.25, 0.5]},
       "impl": "warp", "naconmax": 32768, "njmax": 40}
      """;

  @TempDir Path folder;
  private ImportTrial trial;
  private Path model;

  @BeforeEach
  void begin() {
    trial = new ImportTrial(folder, "playground");
    model = trial.write("policy.onnx", ToldModels.playground(7, 2));
  }

  @Test
  void theModelIsRecognisedByItsTensorsAndTheConfigByItsKeys() {
    Path config = trial.write("config.json", CONFIG);
    for (Path file : List.of(model, config)) {
      assertEquals(
          List.of("playground"),
          Importers.onClassPath().recognising(DescriptorFile.read(file, new DiskFiles())).stream()
              .map(Importer::name)
              .toList());
    }
  }

  @Test
  void everythingThatNoFileSaysIsNamed() {
    assertEquals(
        List.of(
            "period", "joints", "default_pose", "observations", "scale", "stiffness", "damping"),
        trial.missing("{}", model));
    assertEquals(
        List.of("model", "stiffness"), trial.missing(ANSWERS.replace("stiffness: 35\n", "")));
  }

  @Test
  void whatWasToldRuns() {
    PolicyBundle bundle = trial.complete(ANSWERS, model);
    assertEquals("continuous_actions", bundle.output());
    assertEquals(new JointSelection.Named(List.of("hip", "knee")), bundle.joints());
    try (ImportedLoop loop =
        new ImportedLoop(ImportedLoop.robot(folder, List.of("knee", "hip")), bundle, Map.of())) {
      loop.input("joints/position")[1] = 0.3;
      loop.input("joints/velocity")[1] = 2;
      loop.ticks(1);
      assertEquals(0.2f, loop.f32("policy/observation")[3], 1e-6f);
      assertEquals(1f, loop.f32("policy/observation")[5], 1e-6f);
      assertEquals(loop.f32("policy/output")[1] * 0.5 - 0.2, loop.nominal("position", 0), 1e-6);
    }
  }

  @Test
  void theEnvironmentsConfigSaysPeriodScaleStiffnessAndCommands() {
    Path config = trial.write("config.json", CONFIG);
    assertEquals(
        List.of("joints", "default_pose", "observations", "damping"),
        trial.missing("{}", config, model));
    Imported imported =
        trial.read(
            "{joints: [hip, knee], default_pose: robot, damping: 0,"
                + " observations: [base_angular_velocity, joint_position, joint_velocity]}",
            config,
            model);
    PolicyBundle bundle = imported.bundle().orElseThrow();
    assertEquals(20_000_000, bundle.periodNs());
    assertEquals(
        List.of(1.5, 0.8, 1.2), bundle.velocityRange().orElseThrow().bounds().high().values());
    assertTrue(bundle.actions().get(0).stiffness().isAll(35));
    assertTrue(
        imported.notices().stream().anyMatch(text -> text.contains("Kd")),
        "the joints' damping is in the model of some robots and not of others");
  }

  @Test
  void aRepeatedActionIsALongerPeriod() {
    Path config =
        trial.write("config.json", CONFIG.replace("\"action_repeat\": 1", "\"action_repeat\": 2"));
    PolicyBundle bundle =
        trial.complete(
            "{joints: [hip, knee], default_pose: [0, 0], damping: 0,"
                + " observations: [base_angular_velocity, joint_position, joint_velocity]}",
            config,
            model);
    assertEquals(40_000_000, bundle.periodNs());
  }

  @Test
  void whatIsNotUnderstoodIsNeverPassedOver() {
    Path config = trial.write("config.json", CONFIG.replace("\"impl\"", "\"action_delay\""));
    trial.refuses("{}", List.of("action_delay"), config, model);
    trial.refuses(
        ANSWERS.replace("joint_velocity", "joint_velocty"),
        List.of("run.yaml"),
        trial.write("none.json", CONFIG));
    trial.refuses(ANSWERS + "stifness: 3\n", List.of("stifness", "stiffness"), model);
  }

  @Test
  void theRobotsOwnOrderNeedsTheRobot() {
    trial.refuses(ANSWERS.replace("[hip, knee]", "robot"), List.of("--robot", "joints"), model);
    PolicyBundle bundle =
        trial
            .on(ImportedLoop.robot(folder, List.of("knee", "hip")))
            .complete(ANSWERS.replace("[hip, knee]", "robot"), model);
    assertEquals(new JointSelection.Named(List.of("knee", "hip")), bundle.joints());
    assertEquals(
        List.of("base_angular_velocity", "joint_position", "joint_velocity"),
        bundle.observations().stream().map(ObservationSpec::term).toList());
  }
}

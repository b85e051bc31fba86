package io.escapement.policy.importer.told;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.bundle.NormaliserSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.ImportTrial;
import io.escapement.policy.importer.ImportedLoop;
import io.escapement.policy.normaliser.NormaliserFamily;
import io.escapement.policy.onnx.SeededStableBaselines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableBaselinesImporterTest {

  private static final String ANSWERS =
      """
      period: 20ms
      joints: [hip, knee]
      default_pose: [0.1, 0.2]
      observations: [joint_position, joint_velocity]
      scale: 0.5
      stiffness: 35
      damping: 1
      normaliser: none
      action_range: [[-0.01, -2], [0.02, 2]]
      """;

  @TempDir Path folder;
  private ImportTrial trial;
  private Path ppo;
  private Path sac;

  @BeforeEach
  void begin() {
    trial = new ImportTrial(folder, "sb3");
    ppo = trial.write("ppo.onnx", SeededStableBaselines.ppo(5, 4, 2));
    sac = trial.write("sac.onnx", SeededStableBaselines.sac(5, 4, 2));
  }

  private ImportedLoop loop(PolicyBundle bundle) {
    ImportedLoop loop =
        new ImportedLoop(ImportedLoop.robot(folder, List.of("hip", "knee")), bundle, Map.of());
    loop.input("joints/position")[0] = 0.7;
    loop.input("joints/velocity")[1] = -3;
    loop.ticks(1);
    return loop;
  }

  @Test
  void threeOutputsArePposAndItsActionsAreClippedToTheActionSpace() {
    PolicyBundle bundle = trial.complete(ANSWERS, ppo);
    assertEquals("24", bundle.output(), "the first output, whatever its name");
    try (ImportedLoop loop = loop(bundle)) {
      float raw = loop.f32("policy/output")[0];
      double clipped = Math.min(0.02, Math.max(-0.01, raw));
      assertEquals(clipped, loop.f32("policy/action")[0], 1e-6);
      assertEquals(0.5 * clipped + 0.1, loop.nominal("position", 0), 1e-6);
    }
  }

  @Test
  void oneOutputMayBeEitherSoTheAlgorithmIsAskedFor() {
    assertEquals(List.of("algorithm"), trial.missing(ANSWERS, sac));
    try (ImportedLoop loop =
        loop(trial.complete(ANSWERS + "algorithm: sac\noffset: [0.1, 0.2]\n", sac))) {
      float squashed = loop.f32("policy/output")[0];
      assertTrue(Math.abs(squashed) <= 1);
      double unscaled = -0.01 + 0.5 * (squashed + 1) * 0.03;
      assertEquals(0.5 * unscaled + 0.1, loop.nominal("position", 0), 1e-7);
    }
  }

  @Test
  void threeOutputsOfOtherShapesAreNotTakenForPpos() {
    Path other = trial.write("other.onnx", ToldModels.rlGames(4, 2, 1));
    assertEquals(List.of("algorithm"), trial.missing(ANSWERS, other));
  }

  @Test
  void statisticsOfTheObservationComeAsAFile() {
    Path statistics =
        trial.write(
            "vec_normalize.json",
            "{\"mean\": [0.5, 0, 0, 0], \"var\": [0.0081, 1, 1, 1], \"epsilon\": 1e-8}");
    PolicyBundle bundle =
        trial.complete(ANSWERS.replace("normaliser: none\n", ""), statistics, ppo);
    NormaliserSpec normaliser = bundle.normaliser().orElseThrow();
    assertEquals(NormaliserFamily.SB3, normaliser.family());
    assertEquals(10, normaliser.clip());
    assertEquals(
        List.of("normaliser"), trial.missing(ANSWERS.replace("normaliser: none\n", ""), ppo));
    trial.refuses(ANSWERS, List.of("normaliser", "vec_normalize.json"), statistics, ppo);
  }

  @Test
  void aRangeMustBeOne() {
    trial.refuses(
        ANSWERS.replace("[[-0.01, -2], [0.02, 2]]", "[[1, -2], [0, 2]]"),
        List.of("action_range"),
        ppo);
    trial.refuses(
        ANSWERS.replace("[[-0.01, -2], [0.02, 2]]", "1"),
        List.of("action_range", "[low, high]"),
        ppo);
  }
}

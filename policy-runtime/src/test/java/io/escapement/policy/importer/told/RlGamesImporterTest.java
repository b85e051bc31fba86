package io.escapement.policy.importer.told;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.ImportTrial;
import io.escapement.policy.importer.ImportedLoop;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RlGamesImporterTest {

  private static final String ANSWERS =
      """
      period: 20ms
      joints: [hip, knee]
      default_pose: [0.1, 0.2]
      observations: [joint_position, previous_action]
      scale: 0.5
      stiffness: 35
      damping: 1
      normaliser: inside
      action_range: [-1, 1]
      """;

  @TempDir Path folder;
  private ImportTrial trial;
  private Path model;

  @BeforeEach
  void begin() {
    trial = new ImportTrial(folder, "rl_games");
    // Every action is ten times the sum of the observation.
    model = trial.write("policy.onnx", ToldModels.rlGames(4, 2, 10));
  }

  private ImportedLoop loop(String answers, double hip) {
    PolicyBundle bundle = trial.complete(answers, model);
    ImportedLoop loop =
        new ImportedLoop(ImportedLoop.robot(folder, List.of("hip", "knee")), bundle, Map.of());
    loop.input("joints/position")[0] = hip;
    loop.input("joints/position")[1] = 0.2;
    loop.ticks(1);
    return loop;
  }

  @Test
  void theMeanIsClippedToOneAndMappedToTheActionSpace() {
    assertEquals("mu", trial.complete(ANSWERS, model).output());
    try (ImportedLoop loop = loop(ANSWERS, 0.14)) {
      assertEquals(0.4f, loop.f32("policy/output")[0], 1e-5f);
      assertEquals(0.5 * 0.4 + 0.1, loop.nominal("position", 0), 1e-6);
    }
    try (ImportedLoop loop = loop(ANSWERS, 5)) {
      assertEquals(49f, loop.f32("policy/output")[0], 1e-4f);
      assertEquals(0.5 + 0.1, loop.nominal("position", 0), 1e-9);
    }
  }

  @Test
  void aWiderActionSpaceIsWhatCommandsAndPreviousActionsShow() {
    try (ImportedLoop loop = loop(ANSWERS.replace("[-1, 1]", "[-2, 2]"), 0.14)) {
      assertEquals(0.5 * 2 * 0.4 + 0.1, loop.nominal("position", 0), 1e-6);
      loop.ticks(20);
      assertEquals(0.8f, loop.f32("policy/observation")[2], 1e-5f);
    }
  }

  @Test
  void anActionSpaceThatIsNotSymmetricNeedsAnOffsetInNumbers() {
    String uneven = ANSWERS.replace("[-1, 1]", "[[-1, 0], [3, 1]]");
    trial.refuses(uneven, List.of("not symmetric", "offset"), model);
    String offset = uneven + "offset: [0.1, 0.2]\n";
    trial.refuses(offset, List.of("previous action", "observations[1]"), model);
    String told = offset.replace("previous_action", "{term: previous_action, scale: 1}");
    try (ImportedLoop loop = loop(told, 0.14)) {
      // Half widths 2 and 0.5, middles 1 and 0.5.
      assertEquals(0.5 * (2 * 0.4 + 1) + 0.1, loop.nominal("position", 0), 1e-6);
      assertEquals(0.5 * (0.5 * 0.4 + 0.5) + 0.2, loop.nominal("position", 1), 1e-6);
      loop.ticks(20);
      assertEquals(0.4f, loop.f32("policy/observation")[2], 1e-5f);
    }
  }

  @Test
  void aPlayerThatDoesNotClipDoesNotMapEither() {
    try (ImportedLoop loop = loop(ANSWERS.replace("[-1, 1]", "none"), 5)) {
      assertEquals(0.5 * 49 + 0.1, loop.nominal("position", 0), 1e-4);
    }
  }

  @Test
  void runningStatisticsMayBeOutsideTheModel() {
    String outside =
        ANSWERS.replace(
            "normaliser: inside",
            "normaliser: {mean: [0.5, 0, 0, 0], variance: [0.0081, 1, 1, 1]}");
    try (ImportedLoop loop = loop(outside, 1.1)) {
      // (1 - 0.5) / sqrt(0.0081 + 1e-5) is clipped to 5.
      assertEquals(50f, loop.f32("policy/output")[0], 1e-3f);
    }
    trial.refuses(
        ANSWERS.replace("normaliser: inside", "normaliser: yes"), List.of("none, inside"), model);
  }

  @Test
  void everythingThatNoFileSaysIsNamed() {
    List<String> missing = trial.missing("{}", model);
    assertTrue(missing.containsAll(List.of("observations", "normaliser", "action_range")));
    assertEquals(9, missing.size(), missing.toString());
  }
}

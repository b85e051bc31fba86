package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.journal.JournalRewriter;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.launch.session.ReplaySession;
import io.escapement.launch.session.VerificationReport;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Inference has to repeat its bits on the machine that recorded, and to come close on another; all
 * else has to repeat its bits everywhere.
 */
@RequiresMujoco
class OtherInferenceTest {

  private static final String PROCESSOR = "\"processor\":{\"model\":\"";
  private static final int POLICY_CALLS = 100;

  @TempDir Path folder;

  private static Path run(String recording) {
    return (recording.equals("full") ? DemoRun.full() : DemoRun.lean()).runDir();
  }

  /** A copy of a run, whose header names another processor, with every checksum made right. */
  private Path recordedElsewhere(String recording) throws IOException {
    Path copy = Project.copy(run(recording), folder.resolve("elsewhere-" + recording));
    Path file;
    try (Stream<Path> files = Files.list(copy.resolve("journal"))) {
      file = files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
    // In ISO-8859-1 a character is a byte.
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    int model = text.indexOf(PROCESSOR) + PROCESSOR.length();
    new JournalRewriter(RunDirectory.open(copy)).flip(model, 1).seal().save();
    return copy;
  }

  private static VerificationReport verify(Path run, double difference) {
    return ReplaySession.open(run, List.of(), new PerturbedEngine(difference)).verify();
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "inputs"})
  void aMillionthOfADifferenceFailsOnTheMachineThatRecorded(String recording) {
    VerificationReport report = verify(run(recording), 1e-6);

    assertFalse(report.passed());
    assertEquals(0, report.firstDivergence().tick());
    assertEquals("tock/policy/output", report.firstDivergence().channel());
    // The journaled outputs are fed on: nothing but the inferences differs.
    assertEquals(POLICY_CALLS, report.mismatches());
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "inputs"})
  void aMillionthOfADifferencePassesWithANoticeOnAnotherMachine(String recording)
      throws IOException {
    VerificationReport report = verify(recordedElsewhere(recording), 1e-6);

    assertTrue(report.passed(), report::text);
    assertEquals(1000, report.compared());
    assertEquals(1, report.notices().size());
    assertTrue(report.notices().get(0).contains("another processor"), report::text);
    assertTrue(report.notices().get(0).contains("tolerance"), report::text);
  }

  @Test
  void theToleranceIsTheUsersToSet() throws IOException {
    Path elsewhere = recordedElsewhere("full");

    VerificationReport strict = verify(elsewhere, 1e-4);
    assertFalse(strict.passed());
    assertEquals("tock/policy/output", strict.firstDivergence().channel());

    VerificationReport lenient =
        ReplaySession.open(elsewhere, List.of(), new PerturbedEngine(1e-4))
            .verify(0, Double.POSITIVE_INFINITY, 2, 1e-3);
    assertTrue(lenient.passed(), lenient::text);
  }

  @Test
  void anotherMachineExcusesNothingButInference() throws IOException {
    Path elsewhere = recordedElsewhere("full");

    String first =
        Replays.firstDivergence(
            Replays.verify(elsewhere, "--set", "policy.actions.stiffness=60.0000001")
                .exits(1)
                .json());

    assertEquals("0 tock/nominal/stiffness front_left_hip", first);
  }
}

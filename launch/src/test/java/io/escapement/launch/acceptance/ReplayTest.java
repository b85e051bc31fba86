package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A journaled run re-executes to the same bits, and says where another run would part from it. */
@RequiresMujoco
class ReplayTest {

  private static final int TICKS = 1000;

  private static Path run(String recording) {
    return (recording.equals("full") ? DemoRun.full() : DemoRun.lean()).runDir();
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "inputs"})
  void everyTickIsComparedAndEqual(String recording) {
    JsonNode report = Replays.verify(run(recording)).exits(0).json();

    assertEquals(recording, report.get("record").textValue());
    assertVerified(report, TICKS);
  }

  @ParameterizedTest
  @CsvSource({
    "full, 0.4, 199",
    "full, 1.1, 399",
    "full, 1.95, 799",
    "inputs, 0.5, 199",
    "inputs, 1.7, 799"
  })
  void replayStartsFromTheKeyframeBeforeTheTimeThatIsAskedFor(
      String recording, double fromS, long keyframe) {
    JsonNode report = Replays.verify(run(recording), "--from", "" + fromS).exits(0).json();

    assertVerified(report, TICKS - 1 - keyframe);
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "inputs"})
  void aPartOfTheRunIsVerifiedOnItsOwn(String recording) {
    JsonNode report =
        Replays.verify(run(recording), "--from", "0.9", "--to", "1.3").exits(0).json();

    // From the keyframe of tick 399, at 0.798 s, to the tick at 1.3 s.
    assertVerified(report, 650 - 399);
  }

  private static void assertVerified(JsonNode report, long ticks) {
    assertEquals(ticks, report.get("ticks").longValue(), report::toString);
    assertEquals(ticks, report.get("compared").longValue());
    assertEquals(0, report.get("mismatches").longValue());
    assertTrue(report.get("first_divergence").isNull());
    assertTrue(report.get("times_real_time").doubleValue() > 0);
    assertEquals(0, report.get("problems").size());
    assertEquals(0, report.get("notices").size(), report::toString);
  }

  @Test
  void aChangedGainIsReportedAtTheFirstTickAndTheChannelItChanges() {
    JsonNode report =
        Replays.verify(run("full"), "--set", "policy.actions.stiffness=61").exits(1).json();

    assertFalse(report.get("passed").booleanValue());
    assertEquals("0 tock/nominal/stiffness front_left_hip", Replays.firstDivergence(report));
    assertEquals(60.0, report.get("first_divergence").get("journal").doubleValue());
    assertEquals(61.0, report.get("first_divergence").get("replay").doubleValue());
    assertEquals(TICKS, report.get("mismatches").longValue());
  }

  @Test
  void aChangedGainIsReportedAtTheFirstTickOfALeanJournal() {
    JsonNode report =
        Replays.verify(run("inputs"), "--set", "policy.actions.stiffness=61").exits(1).json();

    assertEquals(0, report.get("first_divergence").get("tick").longValue());
  }

  @Test
  void aChangedObservationIsReportedAsSuchAndNotAsTheInferenceThatFollowsFromIt() {
    JsonNode report =
        Replays.verify(run("full"), "--set", "policy.observations[3].scale=1.001").exits(1).json();

    // The robot lies still at tick 0; the policy looks again ten ticks later.
    assertEquals(
        "10 tock/policy/observation base_angular_velocity.x", Replays.firstDivergence(report));
  }

  @Test
  void aRunNeedsNothingButItsDirectory(@TempDir Path folder) throws IOException {
    DemoCopy demo = new DemoCopy(Files.createDirectory(folder.resolve("here")));
    Path run = demo.run("0.2s").exits(0).runDir();
    Path moved = Files.move(run, folder.resolve("elsewhere"));
    Project.delete(folder.resolve("here"));

    assertVerified(Replays.verify(moved).exits(0).json(), 100);
  }

  @Test
  void withoutVerifyADifferenceIsToldAndIsNoFailure() {
    CommandLineResult result =
        CommandLineResult.of(
                "replay", run("full").toString(), "--set", "policy.actions.stiffness=61")
            .exits(0);

    assertTrue(result.out().contains("tick 0: tock/nominal/stiffness"), result.out());
  }
}

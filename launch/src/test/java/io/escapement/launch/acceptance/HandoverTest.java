package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scores that find the state unlike what was recorded slow the policy down, or hand over to
 * another. {@code examples/handover}.
 */
@RequiresMujoco
class HandoverTest {

  @TempDir private Path folder;

  private CommandLineResult example(String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of("run", Project.example("handover/run.yaml").toString(), "--json", "--quiet"));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return CommandLineResult.of(Project.words(folder, words));
  }

  @Test
  void anotherPolicyTakesOverAndReplayGivesEveryBit() {
    CommandLineResult run = example().exits(0);
    JsonNode summary = run.json();
    assertEquals(1, summary.get("transitions").size(), summary::toString);
    assertEquals("out_of_distribution", summary.at("/transitions/0/cause").asText());
    assertEquals("settle", summary.get("mode").asText());
    assertFalse(summary.get("fell").booleanValue(), summary::toString);
    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue());

    JournalReading journal = JournalReading.of(run.runDir());
    List<Integer> mode = journal.integers("tock/supervisor/mode");
    // Both policies are in the record on every tick.
    assertEquals(mode.size(), journal.doubles("tock/settle/nominal/position").size());
    assertTheCommandGoesOverWithoutAStep(journal, mode.indexOf(6));

    Replays.verify(run.runDir()).exits(0);
  }

  /** A hostile policy drives the certified arm at its velocity limits, and is slowed down. */
  @Test
  void anArmThatIsSlowedDownKeepsToTheShareOfEachSpeedAndReplayGivesEveryBit() {
    List<String> words =
        List.of(
            "run",
            Project.example("arm/run.yaml").toString(),
            "--json",
            "--quiet",
            "--lockstep",
            "--set",
            "duration=2s",
            "--set",
            "scores=[{type: channel, name: always, channel: 'joints/velocity[0]',"
                + " threshold: -10}]",
            "--set",
            "safety.fallbacks.out_of_distribution=[slow]");
    CommandLineResult run = CommandLineResult.of(Project.words(folder, words)).exits(0);
    assertEquals("policy", run.json().get("mode").asText());
    assertEquals("none", run.json().at("/certified/brake/cause").asText(), run.out());
    assertEquals(0.0, run.json().get("allocated_bytes_per_tick").doubleValue());

    JournalReading journal = JournalReading.of(run.runDir());
    assertEquals(0.25, journal.doubles("arm/supervisor/speed_share").get(1000)[0]);
    List<double[]> velocity = journal.doubles("arm/joints/velocity");
    double[] limit = {1, 1, 1, 1, 1.5, 1.5, 1.5};
    for (int tick = 1000; tick < velocity.size(); tick++) {
      for (int i = 0; i < limit.length; i++) {
        double share = Math.abs(velocity.get(tick)[i]) / limit[i];
        assertTrue(share < 0.3, "tick " + tick + ", joint " + (i + 1) + ": " + share);
      }
    }
    Replays.verify(run.runDir()).exits(0);
  }

  /** The blend starts at the last command, and ends at the policy's. */
  private static void assertTheCommandGoesOverWithoutAStep(JournalReading journal, int tick) {
    List<double[]> supervised = journal.doubles("tock/supervised/position");
    List<double[]> applied = journal.doubles("tock/applied/position");
    for (int i = 0; i < applied.get(tick).length; i++) {
      assertEquals(applied.get(tick - 1)[i], supervised.get(tick)[i], 1e-12, "joint " + i);
    }
    List<double[]> settle = journal.doubles("tock/settle/nominal/position");
    double[] last = supervised.get(supervised.size() - 1);
    double[] wanted = settle.get(settle.size() - 1);
    for (int i = 0; i < last.length; i++) {
      assertEquals(wanted[i], last[i], 0, "joint " + i);
    }
  }

  @Test
  void withoutTheGarbageThePolicyGoesOn() {
    CommandLineResult run =
        example("drivers=[{type: mujoco, keyframe: home}]", "duration=2s").exits(0);
    assertTrue(run.json().get("transitions").isEmpty(), run.out());
  }

  @Test
  void theNextPolicyIsCheckedBeforeTheRun() {
    CommandLineResult.of(
            "check",
            Project.example("handover/run.yaml").toString(),
            "--set",
            "safety.modes[0].policy.period=3ms")
        .exits(1)
        .says("the policy's period is no multiple of the loop's");
  }

  @Test
  void inspectShowsStepsPoliciesAndTheFaultsOfTheDriver() {
    CommandLineResult shown =
        CommandLineResult.of("inspect", Project.example("handover/run.yaml").toString()).exits(0);
    assertTrue(shown.out().contains("out_of_distribution: settle, then damping"));
    assertTrue(shown.out().contains("settle: settle, "), shown.out());
    assertTrue(
        shown.out().contains("faults: {fault: sign_flip, channel: joints/velocity, from: 1.5s}"),
        shown.out());
    CommandLineResult garbage =
        CommandLineResult.of("inspect", Project.example("faults/garbage.yaml").toString(), "--json")
            .exits(0);
    assertEquals(
        "{fault: random, amplitude: 2, seed: 7, from: 0.5s, for: 20ms}",
        garbage.json().at("/policy_faults/0").asText());
  }
}

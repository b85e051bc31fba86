package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The certified filter on the quadruped: limits inside its gait, and policies that do harm. */
@RequiresMujoco
class CertifiedLimitsTest {

  private static final boolean NIGHTLY = Boolean.getBoolean("escapement.nightly");

  /** What the ground's impacts leave of the limits, rad. */
  private static final double POSITION_TOLERANCE = 2e-3;

  private static final double THIGH_UPPER = 1.05;
  private static final double CALF_LOWER = -1.8;

  @TempDir Path folder;

  @Test
  void limitsInsideTheGaitAreKeptByTheMeasuredJointsWhileTheRobotStands() throws IOException {
    Path robot = folder.resolve("robot.yaml");
    Files.writeString(
        robot,
        String.join(
            "\n",
            "extends: " + Project.example("demo/robot.yaml"),
            "joints:",
            "  .*_thigh_joint: {position: [0.4, " + THIGH_UPPER + "]}",
            "  .*_calf_joint: {position: [" + CALF_LOWER + ", -1.4]}",
            ""));
    String seconds = NIGHTLY ? "60s" : "6s";
    CommandLineResult free = run(seconds, "timeline=[]").exits(0);
    CommandLineResult cut = run(seconds, "timeline=[]", "safety.certified={}", "robot=" + robot);

    cut.exits(0);
    double[] before = extremes(JournalReading.of(free.runDir()));
    JournalReading journal = JournalReading.of(cut.runDir());
    double[] after = extremes(journal);
    assertTrue(before[0] > THIGH_UPPER + 0.05 && before[1] < CALF_LOWER - 0.05, "cut into it");
    assertTrue(after[0] < THIGH_UPPER + POSITION_TOLERANCE, () -> "thigh at " + after[0]);
    assertTrue(after[1] > CALF_LOWER - POSITION_TOLERANCE, () -> "calf at " + after[1]);
    assertTrue(journal.integers("tock/certified/changed").contains(1), "the filter acts");
    JsonNode summary = cut.json();
    assertEquals("policy", summary.get("mode").textValue());
    assertTrue(!summary.get("fell").booleanValue(), summary::toString);
    assertTrue(summary.get("base_displacement_m").get(0).doubleValue() > 0.5, "and it walks on");
  }

  /** The robot is a fifth heavier than its model, and its drives hear of commands a tick late. */
  @ParameterizedTest
  @ValueSource(strings = {"random", "maximal", "adversarial", "nan", "infinity"})
  void noHostilePolicyGetsACommandOutsideItsLimitsOrEndsInNoMode(String fault) {
    CommandLineResult result =
        run(
            NIGHTLY ? "600s" : "5s",
            "timeline=[]",
            "safety.certified={}",
            "policy_faults=[{fault: " + fault + ", from: 1s}]",
            "drivers=[{type: faults,"
                + " driver: {type: mujoco, keyframe: home, model_error: {mass: 1.2}},"
                + " faults: [{fault: actuator_delay, ticks: 1, from: 500ms}]}]");

    assertTrue(Set.of(0, 1).contains(result.exitCode()), result::err);
    JournalReading journal = JournalReading.of(result.runDir());
    for (String number : List.of("position", "velocity", "stiffness", "damping", "effort")) {
      for (double[] command : journal.doubles("tock/command/" + number)) {
        assertTrue(Arrays.stream(command).allMatch(Double::isFinite), number);
      }
    }
    Set<Integer> clamped = new TreeSet<>(journal.integers("tock/safety/clamped"));
    assertEquals(Set.of(0), clamped, "the hardware clamp had to act");
    assertTrue(journal.integers("tock/policy_faults/active").contains(1));
    String mode = result.json().get("mode").textValue();
    assertTrue(Set.of("passive", "damping", "hold", "stand", "policy").contains(mode), mode);
  }

  /** The furthest that thighs go up and calves go down. */
  private static double[] extremes(JournalReading journal) {
    double thigh = Double.NEGATIVE_INFINITY;
    double calf = Double.POSITIVE_INFINITY;
    for (double[] position : journal.doubles("tock/joints/position")) {
      for (int leg = 0; leg < 4; leg++) {
        thigh = Math.max(thigh, position[3 * leg + 1]);
        calf = Math.min(calf, position[3 * leg + 2]);
      }
    }
    return new double[] {thigh, calf};
  }

  private CommandLineResult run(String duration, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                Project.example("demo/run.yaml").toString(),
                "--lockstep",
                "--json",
                "--quiet",
                "--duration",
                duration));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return CommandLineResult.of(Project.words(folder, words));
  }
}

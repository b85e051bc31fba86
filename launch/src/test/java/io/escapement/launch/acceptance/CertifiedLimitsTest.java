package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import io.escapement.testing.RequiresPolicies;
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

/** The certified filter on legged robots: limits inside their gait, and policies that do harm. */
@RequiresMujoco
class CertifiedLimitsTest {

  private static final boolean NIGHTLY = Boolean.getBoolean("escapement.nightly");
  private static final double POSITION_TOLERANCE_RAD = 1e-3;

  /** Limits inside the gait: the joints, and by how much it passes them while they are wide. */
  private enum Cut {
    TOCK("demo", "tock", "[0.4, 1.05]", "[-1.8, -1.4]", 1.05, -1.8, 0.05),
    GO1("go1", "go1", "[-0.686, 1.1]", "[-2.05, -0.888]", 1.1, -2.05, 0.05);

    private final String example;
    private final String robot;
    private final String thigh;
    private final String calf;
    private final double thighUpper;
    private final double calfLower;
    private final double cut;

    Cut(
        String example,
        String robot,
        String thigh,
        String calf,
        double thighUpper,
        double calfLower,
        double cut) {
      this.example = example;
      this.robot = robot;
      this.thigh = thigh;
      this.calf = calf;
      this.thighUpper = thighUpper;
      this.calfLower = calfLower;
      this.cut = cut;
    }
  }

  @TempDir Path folder;

  @Test
  void limitsInsideTheGaitAreKeptByTheMeasuredJointsWhileTheRobotStands() throws IOException {
    assertKept(Cut.TOCK);
  }

  @Test
  @RequiresPolicies
  void limitsInsideTheGaitOfARobotOfOthersAreKeptWhileItStands() throws IOException {
    assertKept(Cut.GO1);
  }

  private void assertKept(Cut limits) throws IOException {
    Path robot = folder.resolve("robot.yaml");
    Files.writeString(
        robot,
        String.join(
            "\n",
            "extends: " + Project.example(limits.example + "/robot.yaml"),
            "joints:",
            "  .*_thigh_joint: {position: " + limits.thigh + "}",
            "  .*_calf_joint: {position: " + limits.calf + "}",
            ""));
    String seconds = NIGHTLY ? "60s" : "6s";
    CommandLineResult free = run(limits.example, seconds).exits(0);
    CommandLineResult cut = run(limits.example, seconds, "safety.certified={}", "robot=" + robot);

    cut.exits(0);
    double[] before = extremes(limits.robot, JournalReading.of(free.runDir()));
    JournalReading journal = JournalReading.of(cut.runDir());
    double[] after = extremes(limits.robot, journal);
    assertTrue(before[0] > limits.thighUpper + limits.cut, () -> "thigh only at " + before[0]);
    assertTrue(before[1] < limits.calfLower - limits.cut, () -> "calf only at " + before[1]);
    assertTrue(after[0] < limits.thighUpper + POSITION_TOLERANCE_RAD, () -> "thigh at " + after[0]);
    assertTrue(after[1] > limits.calfLower - POSITION_TOLERANCE_RAD, () -> "calf at " + after[1]);
    List<Integer> changed = journal.integers(limits.robot + "/certified/changed");
    assertTrue(changed.contains(1), "the filter acts");
    JsonNode summary = cut.json();
    assertEquals("policy", summary.get("mode").textValue());
    assertTrue(!summary.get("fell").booleanValue(), summary::toString);
    assertTrue(summary.get("base_displacement_m").get(0).doubleValue() > 0.5, "and it walks on");
  }

  /** The robot is a fifth heavier than its model, and its drives hear of commands a tick late. */
  @ParameterizedTest
  @ValueSource(strings = {"random", "maximal", "adversarial", "nan", "infinity"})
  void noHostilePolicyGetsACommandOutsideItsLimitsOrEndsInNoMode(String fault) {
    assertBounded(Cut.TOCK, fault);
  }

  @RequiresPolicies
  @ParameterizedTest
  @ValueSource(strings = {"random", "maximal", "adversarial", "nan", "infinity"})
  void noHostilePolicyDoesSoOnARobotOfOthers(String fault) {
    assertBounded(Cut.GO1, fault);
  }

  private void assertBounded(Cut of, String fault) {
    CommandLineResult result =
        run(
            of.example,
            NIGHTLY ? "600s" : "5s",
            "safety.certified={}",
            "policy_faults=[{fault: " + fault + ", from: 1s}]",
            "drivers=[{type: faults,"
                + " driver: {type: mujoco, keyframe: home, model_error: {mass: 1.2}},"
                + " faults: [{fault: actuator_delay, ticks: 1, from: 500ms}]}]");

    assertTrue(Set.of(0, 1).contains(result.exitCode()), result::err);
    JournalReading journal = JournalReading.of(result.runDir());
    for (String number : List.of("position", "velocity", "stiffness", "damping", "effort")) {
      for (double[] command : journal.doubles(of.robot + "/command/" + number)) {
        assertTrue(Arrays.stream(command).allMatch(Double::isFinite), number);
      }
    }
    Set<Integer> clamped = new TreeSet<>(journal.integers(of.robot + "/safety/clamped"));
    assertEquals(Set.of(0), clamped, "the hardware clamp had to act");
    assertTrue(journal.integers(of.robot + "/policy_faults/active").contains(1));
    String mode = result.json().get("mode").textValue();
    assertTrue(Set.of("passive", "damping", "hold", "stand", "policy").contains(mode), mode);
  }

  /** The furthest that thighs go up and calves go down. */
  private static double[] extremes(String robot, JournalReading journal) {
    double thigh = Double.NEGATIVE_INFINITY;
    double calf = Double.POSITIVE_INFINITY;
    for (double[] position : journal.doubles(robot + "/joints/position")) {
      for (int leg = 0; leg < 4; leg++) {
        thigh = Math.max(thigh, position[3 * leg + 1]);
        calf = Math.min(calf, position[3 * leg + 2]);
      }
    }
    return new double[] {thigh, calf};
  }

  private CommandLineResult run(String example, String duration, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                Project.example(example + "/run.yaml").toString(),
                "--lockstep",
                "--json",
                "--quiet",
                "--duration",
                duration,
                "--set",
                "timeline=[]"));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return CommandLineResult.of(Project.words(folder, words));
  }
}

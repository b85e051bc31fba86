package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.safety.supervisor.ModeTable;
import io.escapement.testing.RequiresMujoco;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code examples/arm}: whatever the policy asks for, the joints are measured within their limits,
 * with masses a fifth off and commands that arrive a tick late. The simulator's own joint limits
 * are off.
 */
@RequiresMujoco
class CertifiedArmTest {

  private static final boolean NIGHTLY = Boolean.getBoolean("escapement.nightly");
  private static final int SECONDS = NIGHTLY ? 600 : 120;

  /** For variations of the policies that run in full. */
  private static final int FEWER_SECONDS = NIGHTLY ? 600 : 15;

  private static final double POSITION_TOLERANCE_RAD = 1e-3;
  private static final double VELOCITY_TOLERANCE = 0.02;

  private static final double[] LEAST_RAD = {-2.8, -1.9, -2.8, -0.3, -2.8, -0.4, -2.8};
  private static final double[] MOST_RAD = {2.8, 1.9, 2.8, 2.3, 2.8, 2.1, 2.8};
  private static final double[] MOST_RAD_S = {1, 1, 1, 1, 1.5, 1.5, 1.5};

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "RANDOM, 1.2, true",
    "RANDOM_HELD, 1.2, false",
    "MAXIMAL, 1.2, true",
    "ADVERSARIAL, 1.2, true",
    "ADVERSARIAL, 0.8, false",
    "BANG_BANG, 1.2, false",
    "WORST_TIME, 1.2, false",
    "NEAREST_LIMIT, 0.8, false"
  })
  void noPolicyTakesAJointBeyondItsLimitsNorNeedsTheBrake(
      ArmPolicy policy, double mass, boolean inFull) {
    int seconds = inFull ? SECONDS : FEWER_SECONDS;
    CommandLineResult result = run(policy, mass, seconds).exits(0);

    JournalReading journal = JournalReading.of(result.runDir());
    assertEquals(seconds * 1000L, result.json().get("ticks").longValue());
    assertWithinLimits(journal);
    assertEquals("policy", result.json().get("mode").textValue());
    assertTrue(journal.integers("arm/certified/brake").stream().allMatch(cause -> cause == 0));
    assertTrue(journal.integers("arm/certified/changed").contains(1));
  }

  /** It ends in the hold that the last NaN led to, which was not planned. */
  @Test
  void noNumbersAtAllLeadToAHoldWithinTheLimitsHoweverOftenTheOperatorGoesOn() {
    List<String> operator = new ArrayList<>();
    for (int second = 1; second < SECONDS; second++) {
      operator.add("{at: " + second + "s, reset: true}");
      operator.add("{at: " + (second + 0.2) + "s, mode: policy}");
    }
    CommandLineResult result =
        run(ArmPolicy.NAN, 1.2, SECONDS, "timeline=[" + String.join(", ", operator) + "]").exits(1);

    JournalReading journal = JournalReading.of(result.runDir());
    assertWithinLimits(journal);
    for (double[] command : journal.doubles("arm/command/effort")) {
      assertTrue(Arrays.stream(command).allMatch(Double::isFinite));
    }
    // The summary lists no more than the first transitions of so many.
    List<Integer> modes = journal.integers("arm/supervisor/mode");
    int held = 0;
    for (int tick = 1; tick < modes.size(); tick++) {
      boolean falls = modes.get(tick - 1) == ModeTable.POLICY && modes.get(tick) == ModeTable.HOLD;
      held += falls ? 1 : 0;
    }
    assertEquals(SECONDS, held);
  }

  @Test
  void theSamePolicyWithoutTheChainTakesEveryJointBeyondItsLimits() {
    CommandLineResult result =
        run(
            ArmPolicy.ADVERSARIAL,
            1,
            5,
            "safety={position_tolerance_rad: 100, limits: {outward_guard: false}}");

    double[] beyond = new double[MOST_RAD.length];
    for (double[] position : JournalReading.of(result.runDir()).doubles("arm/joints/position")) {
      for (int i = 0; i < beyond.length; i++) {
        beyond[i] = Math.max(beyond[i], beyond(position, i));
      }
    }
    assertTrue(Arrays.stream(beyond).allMatch(by -> by > 0.1), () -> Arrays.toString(beyond));
  }

  @Test
  void aRunUnderTheChainIsVerifiedBitForBitAndAllocatesNothing() {
    CommandLineResult result = run(ArmPolicy.ADVERSARIAL, 1.2, 5).exits(0);

    assertEquals(0.0, result.json().get("allocated_bytes_per_tick").doubleValue());
    JsonNode report = Replays.verify(result.runDir()).exits(0).json();
    assertEquals(5000, report.get("compared").longValue(), report::toString);
  }

  private CommandLineResult run(ArmPolicy policy, double mass, int seconds, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                Project.example("arm/run.yaml").toString(),
                "--lockstep",
                "--json",
                "--quiet",
                "--duration",
                seconds + "s",
                "--set",
                "policy=" + policy.write(folder),
                "--set",
                "drivers=[{type: faults, driver: {type: mujoco, keyframe: home, model_error: {mass: "
                    + mass
                    + "}}, faults: [{fault: actuator_delay, ticks: 1}]}]"));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return CommandLineResult.of(Project.words(folder, words));
  }

  private static void assertWithinLimits(JournalReading journal) {
    double position = Double.NEGATIVE_INFINITY;
    for (double[] measured : journal.doubles("arm/joints/position")) {
      for (int i = 0; i < measured.length; i++) {
        position = Math.max(position, beyond(measured, i));
      }
    }
    assertTrue(position <= POSITION_TOLERANCE_RAD, "beyond a limit by " + position + " rad");
    double velocity = 0;
    for (double[] measured : journal.doubles("arm/joints/velocity")) {
      for (int i = 0; i < measured.length; i++) {
        velocity = Math.max(velocity, Math.abs(measured[i]) / MOST_RAD_S[i]);
      }
    }
    assertTrue(velocity <= 1 + VELOCITY_TOLERANCE, velocity + " times the greatest velocity");
  }

  private static double beyond(double[] position, int joint) {
    return Math.max(position[joint] - MOST_RAD[joint], LEAST_RAD[joint] - position[joint]);
  }
}

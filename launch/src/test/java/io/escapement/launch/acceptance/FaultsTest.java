package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runs in {@code examples/faults}: sensors, drives, loop and policy that fail on purpose. */
@RequiresMujoco
class FaultsTest {

  private static final int TICKS = 1500;

  @TempDir Path folder;

  private CommandLineResult run(String file, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of("run", Project.example("faults/" + file).toString(), "--json", "--quiet"));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return CommandLineResult.of(Project.words(folder, words));
  }

  /** A run that ends in a fallback nobody planned has failed; here that is the fault's doing. */
  @ParameterizedTest
  @CsvSource({
    "values.yaml, 1",
    "samples.yaml, 1",
    "heavier.yaml, 0",
    "jitter.yaml, 0",
    "garbage.yaml, 1"
  })
  void everyExampleRepeatsBitForBitIsVerifiedAndAllocatesNothing(String file, int exitCode) {
    CommandLineResult once = run(file).exits(exitCode);
    CommandLineResult again = run(file).exits(exitCode);

    assertNull(JournalComparison.of(once.runDir(), again.runDir()).firstDifference());
    JsonNode summary = once.json();
    assertEquals(TICKS, summary.get("ticks").longValue());
    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue(), summary::toString);
    JsonNode report = Replays.verify(once.runDir()).exits(0).json();
    assertEquals(TICKS, report.get("compared").longValue(), report::toString);
  }

  @Test
  void aDriverWithoutFaultsGivesTheDemosRunInEveryBit() {
    Path wrapped =
        DemoRun.run(
                folder,
                "2s",
                "journal.keyframe_ticks=200",
                "drivers=[{type: faults, driver: {type: mujoco, keyframe: home}, faults: []}]")
            .exits(0)
            .runDir();

    assertNull(JournalComparison.of(DemoRun.full().runDir(), wrapped).firstDifference());
  }

  @Test
  void theRecordHasWhatThePipelineSawAndNoCommandBreaks() {
    CommandLineResult result = run("values.yaml").exits(1);
    JournalReading journal = JournalReading.of(result.runDir());

    // The first record is that of tick -1; two seconds are a thousand ticks.
    List<double[]> velocity = journal.doubles("tock/joints/velocity");
    assertTrue(Double.isNaN(velocity.get(1001)[0]));
    assertTrue(Double.isFinite(velocity.get(1000)[0]));
    assertEquals(0, velocity.get(1001)[5] % 0.1, 1e-9, "quantised");
    assertCommandsAreFinite(journal);
    assertFalse(result.json().get("transitions").isEmpty());
  }

  @Test
  void garbageFromThePolicyReachesTheNominalCommandAndNotTheRobot() {
    CommandLineResult result = run("garbage.yaml").exits(1);
    JournalReading journal = JournalReading.of(result.runDir());

    List<Integer> active = journal.integers("tock/policy_faults/active");
    assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6), Set.copyOf(active));
    int nan = active.indexOf(6);
    assertEquals(1251, nan);
    assertTrue(
        Arrays.stream(journal.doubles("tock/nominal/position").get(nan)).anyMatch(Double::isNaN));
    assertCommandsAreFinite(journal);
  }

  @Test
  void eachPolicyFaultGivesTheGarbageItIsNamedAfter() {
    JournalReading journal = JournalReading.of(run("garbage.yaml").exits(1).runDir());
    List<Integer> active = journal.integers("tock/policy_faults/active");
    List<Integer> valid = journal.integers("tock/policy_faults/action_valid");
    List<float[]> action = journal.floats("tock/policy_faults/action");
    List<float[]> given = journal.floats("tock/policy/action");
    List<double[]> velocity = journal.doubles("tock/joints/velocity");

    for (int tick = 1; tick < active.size(); tick++) {
      boolean timeout = active.get(tick) == 4;
      for (int i = 0; i < action.get(tick).length; i++) {
        float now = action.get(tick)[i];
        switch (active.get(tick)) {
          case 1 -> assertTrue(Math.abs(now) <= 2 && now != given.get(tick)[i], "random");
          case 2 -> assertEquals(10, now, "maximal");
          case 3 -> assertEquals(velocity.get(tick)[i] < 0 ? -10 : 10, now, "adversarial");
          case 5 -> assertTrue(Float.isInfinite(now), "infinity");
          case 6 -> assertTrue(Float.isNaN(now), "nan");
          default -> assertEquals(given.get(tick)[i], now, "none, and a time-out");
        }
      }
      assertEquals(timeout ? 0 : 1, valid.get(tick), "tick " + (tick - 1));
    }
  }

  @Test
  void aLoopThatJittersSaysByHowMuchAndHowManyPeriodsPassed() {
    CommandLineResult result = run("jitter.yaml").exits(0);

    assertTrue(result.json().get("skipped_periods").longValue() > 50, result.json()::toString);
  }

  @Test
  void aDelayOfTheDrivesChangesTheRobotAndNoCommandInTheRecordOfTheTick() {
    Path delayed =
        DemoRun.run(
                folder,
                "2s",
                "journal.keyframe_ticks=200",
                "drivers=[{type: faults, driver: {type: mujoco, keyframe: home},"
                    + " faults: [{fault: actuator_delay, ticks: 1, from: 1s}]}]")
            .exits(0)
            .runDir();

    String difference = JournalComparison.of(DemoRun.full().runDir(), delayed).firstDifference();
    // The command of tick 500 does not arrive; what the sensors say of it comes a tick later.
    assertTrue(difference.startsWith("tick 501: "), difference);
  }

  @Test
  void aSolverAtItsCapBrakesTheArmAndItStaysBraked() {
    CommandLineResult result = run("qp_cap.yaml").exits(1);
    JournalReading journal = JournalReading.of(result.runDir());

    // The first record is that of tick -1, before the first solve.
    List<Integer> cause = journal.integers("arm/certified/brake");
    assertEquals(3001, cause.size());
    assertTrue(cause.stream().skip(1).allMatch(code -> code == 2), "iteration_cap");
    double[] start = journal.doubles("arm/joints/position").get(0);
    for (double[] position : journal.doubles("arm/joints/position")) {
      assertArrayEquals(start, position, 0.01);
    }
    JsonNode transitions = result.json().get("transitions");
    assertEquals(1, transitions.size(), transitions::toString);
    assertEquals("certified_brake", transitions.get(0).get("cause").textValue());
    assertEquals("hold", result.json().get("mode").textValue());
    Replays.verify(result.runDir()).exits(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drivers[0].faults=[{fault: nan, channel: joints/velocty}] | joints/velocity",
        "drivers[0].faults=[{fault: jump, joint: hip, offset: 1}]  | front_left_hip_joint",
        "drivers[0].faults=[{fault: nun, channel: imu/x}]          | nan",
        "policy_faults=[{fault: garbage}]                          | adversarial"
      })
  void aWrongFaultIsAWrongFile(String setting, String named) {
    run("values.yaml", setting).exits(2).says(named);
  }

  @Test
  void timeThatIsRealDoesNotJitterOnPurpose() {
    run("jitter.yaml", "loop.pacer=realtime").exits(2).says("loop.jitter", "--lockstep");
  }

  private static void assertCommandsAreFinite(JournalReading journal) {
    for (String number : List.of("position", "velocity", "stiffness", "damping", "effort")) {
      for (double[] command : journal.doubles("tock/command/" + number)) {
        assertTrue(Arrays.stream(command).allMatch(Double::isFinite), number);
      }
    }
  }
}

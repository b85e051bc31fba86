package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How much energy hostile policies give to {@code examples/arm} through a tank, by the forces of
 * MuJoCo and its potential energy, at three rates; a million ticks in all when nightly. An operator
 * resets what latches, again and again, so that the policy goes on.
 *
 * <p>The tolerance: efforts are held between the ticks, so that the account's work is MuJoCo's,
 * however its steps are integrated. Against gravity the account takes the mean of both ends of a
 * tick's way, where MuJoCo has its potential energy. What that makes is no guess: it is worked out
 * from the run's own gravity and potential, added up with its sign, and must stay below {@link
 * #CURVATURE_J}; beside it there is room for rounding alone. Where masses are off the energy that
 * the account is of is that beyond the gravity of the model; the true one differs by the same part
 * of what was lifted.
 */
@RequiresMujoco
class InjectedEnergyTest {

  private static final boolean NIGHTLY = Boolean.getBoolean("escapement.nightly");
  private static final int RUNS = 15;
  private static final int TICKS = NIGHTLY ? 1_000_000 / RUNS : 2_000;
  private static final int RESETS = 20;
  private static final double BUDGET_J = 2;

  /** What the mean of gravity at both ends of all ways may be off by, J. */
  private static final double CURVATURE_J = 0.02;

  private static final double ROUNDING_J = 1e-6;

  /** What a policy gives at least, so that the test is about something, J. */
  private static final double LEAST_J = 0.2;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "1000, ADVERSARIAL, 1.0, 0, 0.0",
    "1000, ADVERSARIAL, 1.2, 1, 0.0",
    "1000, AGAINST, 0.8, 0, 0.0",
    "1000, FICKLE, 1.2, 0, 0.0",
    "1000, BANG_BANG, 1.0, 1, 0.5",
    "200, ADVERSARIAL, 1.0, 0, 0.0",
    "200, ADVERSARIAL, 1.2, 1, 0.0",
    "200, AGAINST, 0.8, 0, 0.0",
    "200, FICKLE, 1.2, 0, 0.0",
    "200, BANG_BANG, 1.0, 1, 0.5",
    "50, ADVERSARIAL, 1.0, 0, 0.0",
    "50, ADVERSARIAL, 1.2, 1, 0.0",
    "50, AGAINST, 0.8, 0, 0.0",
    "50, FICKLE, 1.2, 0, 0.0",
    "50, BANG_BANG, 1.0, 1, 0.5",
  })
  void noPolicyGivesMoreThanTheBudgetAndWhatFlowsIn(
      int rateHz, ArmPolicy policy, double mass, int delay, double refillW) {
    CommandLineResult result = run(rateHz, policy, mass, delay, certified(delay, refillW));

    JsonNode tank = result.json().at("/certified/tanks/0");
    JournalReading journal = JournalReading.of(result.runDir());
    List<double[]> work = journal.doubles("arm/sim/injected_energy");
    List<double[]> beyond = journal.doubles("arm/sim/injected_beyond_gravity");
    List<double[]> booked = journal.doubles("arm/certified/tank_injected");
    List<double[]> position = journal.doubles("arm/joints/position");
    List<double[]> gravity = journal.doubles("arm/dynamics/gravity");
    List<Integer> brake = journal.integers("arm/certified/brake");
    double curvature = 0;
    double most = 0;
    boolean braked = false;
    // The record of tick -1 comes first. Until the first command acts the arm falls by itself.
    int first = 1 + delay;
    double fallen = modelJ(work.get(first)[0], beyond.get(first)[0], mass);
    for (int i = first + 1; i < work.size(); i++) {
      double lifted = liftedJ(work.get(i)[0], beyond.get(i)[0], mass);
      lifted -= liftedJ(work.get(i - 1)[0], beyond.get(i - 1)[0], mass);
      curvature += meanJ(gravity, position, i) - lifted;
      assertTrue(Math.abs(curvature) < CURVATURE_J, "gravity's curvature: " + curvature + " J");
      double tolerance = curvature + ROUNDING_J;
      double injected = modelJ(work.get(i)[0], beyond.get(i)[0], mass) - fallen;
      assertTrue(
          injected <= booked.get(i)[0] + tolerance,
          "tick " + (i - 1) + ": " + injected + " J given, " + booked.get(i)[0] + " J booked");
      braked |= brake.get(i) != 0;
      double permitted = BUDGET_J + refillW * (i - 1) / rateHz;
      permitted += braked ? tank.get("reserve_J").doubleValue() : 0;
      assertTrue(
          injected <= permitted + tolerance,
          "tick " + (i - 1) + ": " + injected + " J of " + permitted);
      most = Math.max(most, injected);
    }
    assertTrue(most > LEAST_J, "the policy gave no more than " + most + " J");
    assertEquals(BUDGET_J, tank.get("budget_J").doubleValue(), 1e-9);
    assertEquals(TICKS, result.json().get("ticks").longValue());
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1000})
  void withoutTheTankTheSamePolicyGivesManyTimesAsMuch(int rateHz) {
    String free = "{position_tolerance_rad: 1000, limits: {outward_guard: false}}";
    CommandLineResult result = run(rateHz, ArmPolicy.ADVERSARIAL, 1, 0, free);

    List<double[]> injected =
        JournalReading.of(result.runDir()).doubles("arm/sim/injected_beyond_gravity");
    double most = injected.stream().mapToDouble(energy -> energy[0]).max().orElseThrow();
    assertTrue(most > 100 * BUDGET_J, () -> most + " J");
  }

  /** Work less what it lifted of the masses that the model has, J. */
  private static double modelJ(double work, double beyondGravity, double mass) {
    return work - liftedJ(work, beyondGravity, mass);
  }

  /** What the potential energy of the masses that the model has has grown by, J. */
  private static double liftedJ(double work, double beyondGravity, double mass) {
    return (work - beyondGravity) / mass;
  }

  /** The mean of gravity at both ends of a tick's way, along the way, J. */
  private static double meanJ(List<double[]> gravity, List<double[]> position, int to) {
    double sum = 0;
    for (int joint = 0; joint < position.get(to).length; joint++) {
      double way = position.get(to)[joint] - position.get(to - 1)[joint];
      sum += (gravity.get(to)[joint] + gravity.get(to - 1)[joint]) / 2 * way;
    }
    return sum;
  }

  private static String certified(int delay, double refillW) {
    return "{certified: {mass_error: 0.2, hold_periods: "
        + (1 + delay)
        + ", delay_ticks: "
        + delay
        + ", tanks: {arm: {budget_j: "
        + BUDGET_J
        + ", refill_w: "
        + refillW
        + "}}}}";
  }

  private CommandLineResult run(
      int rateHz, ArmPolicy policy, double mass, int delay, String safety) {
    double seconds = (double) TICKS / rateHz;
    List<String> operator = new ArrayList<>();
    for (int i = 1; i < RESETS; i++) {
      long at = Math.round(1000 * seconds * i / RESETS);
      operator.add("{at: " + at + "ms, reset: true}");
      operator.add("{at: " + (at + 40) + "ms, mode: policy}");
    }
    String simulator =
        "{type: mujoco, keyframe: home, judge: true, model_error: {mass: " + mass + "}}";
    return CommandLineResult.of(
        Project.words(
            folder,
            List.of(
                "run",
                Project.example("arm/run.yaml").toString(),
                "--lockstep",
                "--json",
                "--quiet",
                "--duration",
                Math.round(1000 * seconds) + "ms",
                "--set",
                "policy=" + policy.write(folder, rateHz),
                "--set",
                "loop.rate_hz=" + rateHz,
                "--set",
                "safety=" + safety,
                "--set",
                "timeline=[" + String.join(", ", operator) + "]",
                "--set",
                "drivers=[{type: faults, driver: "
                    + simulator
                    + ", faults: ["
                    + (delay > 0 ? "{fault: actuator_delay, ticks: " + delay + "}" : "")
                    + "]}]")));
  }
}

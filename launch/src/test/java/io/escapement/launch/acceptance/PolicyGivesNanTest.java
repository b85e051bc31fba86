package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.testing.RequiresMujoco;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A policy that returns NaN from the first half turn of its clock on: the robot takes its last
 * fallback, the run fails and says why, and no command is anything but a number.
 */
@RequiresMujoco
class PolicyGivesNanTest {

  private static final int OBSERVATION = 35;
  private static final int ACTIONS = 12;
  private static final int HALF_TURN_TICKS = 100;

  @TempDir static Path folder;

  private static CommandLineResult run;
  private static JournalReading journal;

  @BeforeAll
  static void runIt() {
    run = new DemoCopy(folder).model(rootOfSine()).run("1s").exits(1);
    journal = JournalReading.of(run.runDir());
  }

  /** All actions are the root of the clock's sine: 0 to 1, then not a number. */
  private static byte[] rootOfSine() {
    return root(1, 0);
  }

  private static byte[] rootOf(float number) {
    return root(0, number);
  }

  /** The root of a multiple of the clock's sine, which is the first observation, and a number. */
  private static byte[] root(float factor, float number) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("root", 17);
    float[] weights = new float[OBSERVATION * ACTIONS];
    Arrays.fill(weights, 0, ACTIONS, factor);
    float[] biases = new float[ACTIONS];
    Arrays.fill(biases, number);
    String sum =
        graph.node(
            "sum",
            "Gemm",
            List.of(
                graph.input("obs", 1, OBSERVATION),
                graph.constant("weights", weights, OBSERVATION, ACTIONS),
                graph.constant("biases", biases, ACTIONS)));
    return graph.output(graph.node("actions", "Sqrt", List.of(sum)), 1, ACTIONS).build();
  }

  @Test
  void theRobotTakesItsLastFallbackAndTheSummarySaysWhy() {
    JsonNode summary = run.json();

    JsonNode first = summary.get("transitions").get(0);
    assertEquals("policy", first.get("from").textValue());
    assertEquals("nan_action", first.get("cause").textValue());
    assertEquals("damping", summary.get("mode").textValue());
    assertTrue(summary.get("reason").textValue().contains("nan_action"), summary::toString);
    assertTrue(first.get("tick").longValue() >= HALF_TURN_TICKS, first::toString);
    assertTrue(first.get("tick").longValue() <= HALF_TURN_TICKS + 20, first::toString);
  }

  @Test
  void theJournalNamesTheCauseFromTheTickOn() {
    List<Integer> modes = journal.integers("tock/supervisor/mode");
    List<Integer> causes = journal.integers("tock/supervisor/cause");
    int tick = run.json().get("transitions").get(0).get("tick").intValue();

    // The journal's first record is that of tick -1.
    assertEquals(2, modes.get(tick));
    assertTrue(modes.get(tick + 1) != 2);
    assertEquals(9, causes.get(tick + 1));
  }

  @Test
  void everyCommandIsFinite() {
    assertTrue(
        journal.floats("tock/policy/output").stream().anyMatch(output -> Float.isNaN(output[3])));
    for (String number : List.of("position", "velocity", "stiffness", "damping", "effort")) {
      for (double[] command : journal.doubles("tock/command/" + number)) {
        for (double value : command) {
          assertTrue(Double.isFinite(value), number);
        }
      }
    }
    assertEquals(501, journal.doubles("tock/command/position").size());
  }

  @Test
  void theJournalOfTheFailureIsVerified() {
    Replays.verify(run.runDir()).exits(0);
  }

  @Test
  void aPolicyThatNeverGaveANumberMovesNothing(@TempDir Path other) {
    JsonNode summary = new DemoCopy(other).model(rootOf(-1)).run("0.2s").exits(1).json();

    assertEquals(0, summary.get("transitions").get(0).get("tick").longValue());
    assertEquals("nan_action", summary.get("transitions").get(0).get("cause").textValue());
    assertEquals("damping", summary.get("mode").textValue());
  }
}

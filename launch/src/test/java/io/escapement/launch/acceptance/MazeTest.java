package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The maze's world with nothing but the drives' limits between policy and arm: {@code
 * examples/maze}.
 */
@RequiresMujoco
class MazeTest {

  private static final double GOAL_RADIUS_M = 0.02;

  @TempDir Path folder;

  @Test
  void theSolverPushesThePegAlongTheWallsToTheGoal() {
    JsonNode summary = run("run.yaml");
    JournalReading journal = journal(summary);

    List<double[]> peg = journal.doubles("maze/sensors/peg");
    double[] goal = journal.doubles("maze/sensors/goal").get(1);
    double[] end = peg.get(peg.size() - 1);
    double off = StrictMath.hypot(end[0] - goal[0], end[1] - goal[1]);
    assertTrue(off < GOAL_RADIUS_M, () -> "off the goal by " + off + " m");
    // It went round the ends of both baffles, and was never lifted over a wall.
    assertTrue(peg.stream().anyMatch(at -> Math.abs(at[1] + 0.07) < 0.005 && at[0] > 0.55));
    assertTrue(peg.stream().anyMatch(at -> Math.abs(at[1] - 0.07) < 0.005 && at[0] < 0.46));
    assertTrue(peg.stream().skip(1).allMatch(at -> at[2] < 0.03));
    double[] forces =
        journal.doubles("maze/sim/peak_contact_force").stream()
            .mapToDouble(force -> force[0])
            .toArray();
    long touching = Arrays.stream(forces).filter(force -> force > 1).count();
    assertTrue(touching > forces.length / 4, () -> "ticks in contact: " + touching);
    assertTrue(greatest(forces) < 150, () -> greatest(forces) + " N");
    assertEquals("policy", summary.get("mode").textValue());
    assertEquals(0, summary.get("interventions").longValue());
    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue());
    Replays.verify(Path.of(summary.get("run_dir").textValue())).exits(0);
  }

  @Test
  void theHostilePolicyInjectsEnergyByThePhysicsOwnForcesAndStrikesLimitsAndWalls() {
    JsonNode summary = run("hostile-run.yaml");
    JournalReading journal = journal(summary);

    double injectedJ = last(journal, "maze/sim/injected_energy");
    assertTrue(injectedJ > 100, () -> injectedJ + " J");
    double[] forces =
        journal.doubles("maze/sim/peak_contact_force").stream()
            .mapToDouble(force -> force[0])
            .toArray();
    assertTrue(greatest(forces) > 150, () -> greatest(forces) + " N");
    double[] first =
        journal.doubles("maze/joints/velocity").stream()
            .mapToDouble(velocity -> Math.abs(velocity[0]))
            .toArray();
    assertTrue(greatest(first) > 3, () -> greatest(first) + " rad/s");
    double[] turned =
        journal.doubles("maze/joints/position").stream()
            .mapToDouble(position -> Math.abs(position[0]))
            .toArray();
    assertTrue(greatest(turned) > 2.801, () -> greatest(turned) + " rad");
  }

  @Test
  void theDynamicsStageFindsThePegWhereThePhysicsHasItAndReplaysBitForBit() {
    JsonNode summary =
        run("run.yaml", "stages=[{type: dynamics, frames: [peg_tip]}]", "duration=3s");
    JournalReading journal = journal(summary);

    List<double[]> measured = journal.doubles("maze/sensors/peg");
    List<double[]> computed = journal.doubles("maze/frames/peg_tip/position");
    List<double[]> mass = journal.doubles("maze/dynamics/mass_matrix");
    assertEquals(measured.size(), computed.size());
    for (int tick = 1; tick < measured.size(); tick++) {
      assertArrayEquals(measured.get(tick), computed.get(tick), 1e-9, "tick " + (tick - 1));
      assertTrue(mass.get(tick)[0] > 0.1, "its drive's armature alone is that");
    }
    assertEquals(0.0, summary.get("allocated_bytes_per_tick").doubleValue());
    Replays.verify(Path.of(summary.get("run_dir").textValue())).exits(0);
  }

  private JsonNode run(String file, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                Project.example("maze/" + file).toString(),
                "--lockstep",
                "--json",
                "--quiet"));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return CommandLineResult.of(Project.words(folder, words)).exits(0).json();
  }

  private static JournalReading journal(JsonNode summary) {
    return JournalReading.of(Path.of(summary.get("run_dir").textValue()));
  }

  private static double last(JournalReading journal, String channel) {
    List<double[]> values = journal.doubles(channel);
    return values.get(values.size() - 1)[0];
  }

  private static double greatest(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}

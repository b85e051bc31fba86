package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.testing.RequiresMujoco;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with a goal for one of its joints' velocities. */
@RequiresMujoco
class StableProjectionRunTest {

  @TempDir Path folder;

  private CommandLineResult run(String goal) {
    return DemoRun.run(
        folder,
        "300ms",
        "timeline=[]",
        "safety.stable_projection={goal: {" + goal + "}, rate: 0.1}");
  }

  @Test
  void velocitiesLeadToTheGoalAndReplayRepeatsEveryBit() {
    CommandLineResult run = run("front_left_hip: 0.0").exits(0);
    assertEquals(0.0, run.json().get("allocated_bytes_per_tick").doubleValue());
    JournalReading journal = JournalReading.of(run.runDir());
    List<double[]> q = journal.doubles("tock/joints/position");
    List<double[]> value = journal.doubles("tock/stable/value");
    List<double[]> step = journal.doubles("tock/stable/step");
    List<double[]> velocity = journal.doubles("tock/command/velocity");
    List<Integer> projected = journal.integers("tock/stable/projected");
    assertTrue(projected.contains(1));
    // The first record is that of tick -1.
    for (int i = 1; i < q.size(); i++) {
      double x = q.get(i)[0];
      assertEquals(x * x, value.get(i)[0], 1e-12);
      double next = x + 0.002 * velocity.get(i)[0];
      double most = (1 - 0.05 * 0.002 * step.get(i)[0]) * x * x;
      assertTrue(next * next <= most + 1e-12, "tick " + (i - 1));
    }
    Replays.verify(run.runDir()).exits(0);
  }

  @Test
  void anActuatorThatThereIsNotIsNamed() {
    run("front_left_hop: 0.0").exits(2).says("front_left_hop", "front_left_hip");
  }
}

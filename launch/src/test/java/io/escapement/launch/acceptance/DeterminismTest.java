package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.testing.RequiresMujoco;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run twice in lockstep is the same run. */
@RequiresMujoco
class DeterminismTest {

  @TempDir Path folder;

  @Test
  void twoRunsInLockstepAgreeInEveryBitOfEveryChannelButTiming() {
    Path again = DemoRun.run(folder, "2s", "journal.keyframe_ticks=200").exits(0).runDir();

    JournalComparison comparison = JournalComparison.of(DemoRun.full().runDir(), again);

    assertNull(comparison.firstDifference());
    assertEquals(1001, comparison.records());
    assertTrue(comparison.channels() > 50, comparison::toString);
  }

  @Test
  void theComparisonSeesOneBit() {
    Path other =
        DemoRun.run(folder, "2s", "journal.keyframe_ticks=200", "command.vx=0.5000000001")
            .exits(0)
            .runDir();

    assertEquals(
        "tick -1: tock/operator/velocity_command, byte 0",
        JournalComparison.of(DemoRun.full().runDir(), other).firstDifference());
  }

  @Test
  void recordingLeanChangesNothingInTheRun() {
    JournalReading full = JournalReading.of(DemoRun.full().runDir());
    JournalReading lean = JournalReading.of(DemoRun.lean().runDir());

    assertEquals(full.stateHashes(), lean.stateHashes());
  }
}

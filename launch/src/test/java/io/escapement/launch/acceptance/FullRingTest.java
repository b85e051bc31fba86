package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.journal.LostTicks;
import io.escapement.controller.journal.RecordTap;
import io.escapement.launch.session.RunSession;
import io.escapement.launch.summary.RunSummary;
import io.escapement.testing.RequiresMujoco;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run in real time whose journal's writer stands still until the ring has long been full: the
 * supervisor answers as it is configured, and what is missing is located.
 */
@RequiresMujoco
@Timeout(120)
class FullRingTest {

  private static final long RELEASED_AT_TICK = 150;
  private static final long LOOK_NS = 1_000_000;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"[stand], stand", "[], policy"})
  void a_full_ring_is_answered_as_configured(String answer, String modeAtTheEnd) {
    DemoCopy demo = new DemoCopy(folder);
    demo.replace("run.yaml", "drivers:\n", "drivers:\n  - {type: witness, file: ticks}\n");
    UnsafeBuffer ticks = WitnessDriver.map(demo.file("ticks"));
    ticks.putLongVolatile(0, WitnessDriver.NONE);
    RecordTap stalled =
        (tick, buffer, offset) -> {
          while (ticks.getLongVolatile(0) < RELEASED_AT_TICK) {
            LockSupport.parkNanos(LOOK_NS);
          }
        };

    RunSummary summary;
    boolean failed;
    try (RunSession session =
        RunSession.prepare(
            demo.file("run.yaml"),
            List.of(
                "loop.pacer=realtime",
                "journal.ring_mb=0.1",
                "safety.fallbacks.journal_lost=" + answer,
                "duration=2s",
                "runs_dir=" + demo.runs()))) {
      session.observe(stalled);
      summary = session.run(false);
      failed = session.failed();
    }

    List<LostTicks> losses = summary.journal().losses();
    // The record that the writer stands still over stays in the ring, and is that before tick 0.
    assertEquals(summary.journal().ringRecords() - 1, losses.get(0).first(), losses::toString);
    assertTrue(losses.get(0).last() >= RELEASED_AT_TICK - 1, losses::toString);
    assertEquals(losses.stream().mapToLong(LostTicks::count).sum(), summary.journal().lost());
    assertEquals(summary.ticks(), summary.journal().ticks() + summary.journal().lost());
    assertEquals(modeAtTheEnd, summary.mode());
    assertEquals(modeAtTheEnd.equals("policy") ? 0 : 1, summary.transitions().size());
    assertTrue(failed, "a journal with gaps is not what was asked for");
  }
}

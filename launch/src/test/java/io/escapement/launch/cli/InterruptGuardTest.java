package io.escapement.launch.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.RecordTap;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.launch.inspect.LegFolder;
import io.escapement.launch.session.RunSession;
import io.escapement.launch.summary.RunSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptGuardTest {

  @TempDir Path folder;

  /** Sends a signal to this process, once a run has journaled its first tick. */
  private static final class AtFirstTick implements RecordTap {

    private final String signal;

    AtFirstTick(String signal) {
      this.signal = signal;
    }

    @Override
    public void record(long tick, DirectBuffer buffer, int offset) {
      if (tick == 0) {
        raise(signal);
      }
    }
  }

  private static void raise(String name) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      type.getMethod("raise", type)
          .invoke(null, type.getConstructor(String.class).newInstance(name));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void signalEndsARunGentlyWithItsJournalClosed(String signal) throws Exception {
    RunSession session =
        RunSession.prepare(
            new LegFolder(folder).file("run.yaml"), List.of("duration=1h", "loop.pacer=realtime"));
    session.observe(new AtFirstTick(signal));
    AtomicReference<RunSummary> summary = new AtomicReference<>();
    int code =
        InterruptGuard.run(
            session,
            () -> {
              summary.set(session.run(false));
              return 7;
            });
    RunDirectory run = RunDirectory.open(Path.of(summary.get().runDir()));
    assertAll(
        () -> assertEquals(7, code),
        () -> assertEquals("stopped", summary.get().end()),
        () -> assertEquals("damping", summary.get().mode()),
        () -> assertFalse(session.failed()),
        () -> assertTrue(JournalReader.open(run).survey().ended()));
  }

  @Test
  void signalIsGivenBackAfterwards() throws Exception {
    CountDownLatch outer = new CountDownLatch(1);
    Signals before = Signals.handle(outer::countDown, "TERM");
    try {
      CountDownLatch inner = new CountDownLatch(1);
      Signals within = Signals.handle(inner::countDown, "TERM");
      raise("TERM");
      inner.await();
      assertEquals(1, outer.getCount());
      within.release();
      raise("TERM");
      outer.await();
    } finally {
      before.release();
    }
  }
}

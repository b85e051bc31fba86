package io.escapement.controller.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.Loop;
import io.escapement.controller.loop.LoopResult;
import io.escapement.controller.loop.LoopSettings;
import io.escapement.controller.loop.LoopStatistics;
import io.escapement.controller.loop.RealtimePacer;
import io.escapement.controller.loop.Revision;
import io.escapement.controller.loop.Sleeper;
import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.replay.BoundaryRule;
import io.escapement.controller.replay.Stretch;
import io.escapement.controller.replay.Verification;
import io.escapement.controller.replay.Verifier;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Pipeline;
import io.escapement.testing.VirtualClock;
import io.escapement.testing.VirtualSleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real loop, ring and writer, with the writer held up: the loop never waits, nothing is lost
 * until the ring is full, and what is lost then is counted and located. On virtual time, so that a
 * stall lasts as long as the test says in ticks and nothing depends on the machine.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StalledWriterTest {

  private static final long FIRST_RECORD = -1;

  @TempDir Path folder;

  private final SyntheticRobot robot = new SyntheticRobot(16, 11);
  private final JournalSettings settings = JournaledRun.settings(RecordMode.FULL, 1000);
  private final VirtualClock clock = new VirtualClock(0);
  private final VirtualSleeper sleeper = new VirtualSleeper(clock);
  private final StalledTap stall = new StalledTap(FIRST_RECORD);
  private final Pipeline pipeline = robot.live();
  private RunDirectory run;
  private JournalWriter writer;
  private SharedRing ring;
  private CountingRing counting;
  private long ticksBegun;

  @AfterEach
  void close() {
    stall.release();
    pipeline.close();
  }

  private void open(JournalSettings journal, List<RecordTap> taps) {
    run = JournaledRun.newDirectory(folder);
    writer = JournalWriter.start(run, journal, taps);
    ring = writer.open(JournaledRun.header(run, 0, pipeline, journal));
    counting = new CountingRing(ring);
    pipeline.readSources();
  }

  /** Runs the loop on this thread; before each tick the hook is told its number. */
  private LoopResult loop(long ticks, LongConsumer beforeTick) {
    Sleeper hooked =
        dueNs -> {
          beforeTick.accept(ticksBegun++);
          sleeper.sleepUntil(dueNs);
        };
    return new Loop(
            new LoopSettings(SyntheticRobot.PERIOD_NS, ticks, 0, 0),
            new Revision(0, pipeline, counting),
            new RealtimePacer(SyntheticRobot.PERIOD_NS, clock, hooked),
            clock,
            new LoopStatistics(),
            new StopRequest(),
            1)
        .run();
  }

  private void untilDrained() {
    while (ring.depth() > 0) {
      Thread.onSpinWait();
    }
  }

  /** How often this thread has waited, parked, slept or been blocked. */
  private static long waits() {
    ThreadInfo self =
        ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().getId());
    return self.getWaitedCount() + self.getBlockedCount();
  }

  private Verification verified() {
    return new Verifier(
            JournalReader.open(run),
            header -> robot.replaying(header.layout()),
            header -> BoundaryRule.EXACT)
        .verify(Stretch.whole());
  }

  /** The first record, which the writer is held up over, stays in the ring. */
  private int ticksThatFit() {
    return ring.capacity() - 1;
  }

  @Test
  void a_stall_that_the_ring_bridges_costs_no_tick_and_no_wait() {
    open(settings, List.of(stall));
    int ticks = ticksThatFit();
    long waitsBefore = waits();

    LoopResult result = loop(ticks, tick -> {});

    assertEquals(waitsBefore, waits());
    assertEquals(ticks + 1, counting.offers);
    assertEquals(0, result.lost());
    stall.release();
    JournalSummary summary = writer.finish();
    assertEquals(0, summary.lost());
    assertEquals(ticks, summary.ticks());
    assertEquals(ring.capacity(), summary.ringHighWater());
    assertEquals(ring.capacity(), summary.ringRecords());
    assertTrue(verified().passed());
  }

  @Test
  void once_the_ring_is_full_each_further_tick_is_lost_counted_and_located() {
    open(settings, List.of(stall));
    long firstLost = ticksThatFit();
    long firstKept = firstLost + 37;
    long ticks = firstKept + ticksThatFit();
    long waitsBefore = waits();

    LoopResult result =
        loop(
            ticks,
            tick -> {
              if (tick == firstKept) {
                stall.release();
                untilDrained();
              }
            });

    assertEquals(waitsBefore, waits());
    assertEquals(ticks + 1, counting.offers);
    assertEquals(37, counting.refusals);
    assertEquals(37, result.lost());
    JournalSummary summary = writer.finish();
    assertEquals(List.of(new LostTicks(firstLost, firstKept - 1)), summary.losses());
    assertEquals(37, summary.lost());
    assertEquals(ticks, summary.ticks() + summary.lost());
    assertTrue(summary.complete());
    assertTrue(
        summary.notices().get(0).contains(firstLost + ".." + (firstKept - 1)),
        () -> summary.notices().toString());
    Verification verification = verified();
    assertTrue(verification.passed(), verification::toString);
    assertEquals(37, verification.lost());
    assertEquals(summary.losses(), JournalReader.open(run).survey().losses());
  }

  @Test
  void the_records_after_a_loss_say_how_many_are_missing_and_what_the_ring_was_like() {
    open(settings, List.of(stall));
    long firstKept = ticksThatFit() + 3L;

    loop(
        firstKept + 2,
        tick -> {
          if (tick == firstKept) {
            stall.release();
            untilDrained();
          }
        });
    writer.finish();

    RecordCursor cursor = JournalReader.open(run).records();
    while (cursor.next() && cursor.tick() < firstKept) {
      assertEquals(0, lost(cursor));
      assertEquals(RecordSink.SOUND, state(cursor));
    }
    assertEquals(firstKept, cursor.tick());
    assertTrue(cursor.isKeyframe());
    assertEquals(3, lost(cursor));
    assertEquals(RecordSink.FULL, state(cursor));
    assertTrue(cursor.next());
    assertEquals(3, lost(cursor));
    assertEquals(RecordSink.SOUND, state(cursor));
    assertFalse(cursor.next());
  }

  private static long lost(RecordCursor cursor) {
    int at = cursor.layout().find(LoopChannels.JOURNAL_LOST).offset();
    return cursor.buffer().getLong(cursor.offset() + at);
  }

  private static int state(RecordCursor cursor) {
    int at = cursor.layout().find(LoopChannels.JOURNAL_STATE).offset();
    return cursor.buffer().getInt(cursor.offset() + at);
  }

  @Test
  void a_stall_to_the_end_of_the_run_costs_its_last_ticks() {
    open(settings, List.of(stall));
    long firstLost = ticksThatFit();

    LoopResult result = loop(firstLost + 12, tick -> {});

    stall.release();
    JournalSummary summary = writer.finish();
    assertEquals(12, result.lost());
    assertEquals(List.of(new LostTicks(firstLost, firstLost + 11)), summary.losses());
    assertTrue(summary.complete());
    assertEquals(summary.losses(), JournalReader.open(run).survey().losses());
  }

  /** A neighbour that brings megabytes to the same disk, again and again. */
  private Thread load(Path file) {
    Thread load =
        new Thread(
            () -> {
              ByteBuffer block = ByteBuffer.allocate(4 << 20);
              try (FileChannel channel =
                  FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                while (!Thread.currentThread().isInterrupted()) {
                  channel.write(block.rewind(), 0);
                  channel.force(true);
                }
              } catch (ClosedByInterruptException e) {
                // The load is over.
                return;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "disk-load");
    load.start();
    return load;
  }

  private static void parkUntil(Clock clock, long dueNs) {
    for (long left = dueNs - clock.nanoTime(); left > 0; left = dueNs - clock.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Test
  void with_the_disk_under_load_no_tick_is_lost_and_each_is_handed_over_at_the_first_offer()
      throws InterruptedException {
    int rateHz = 2_000;
    int ticks = Boolean.getBoolean("escapement.nightly") ? 60 * rateHz : 2 * rateHz;
    long periodNs = 1_000_000_000L / rateHz;
    JournalSettings synced =
        new JournalSettings(RecordMode.FULL, 1000, 64 << 20, 0, 20, QueueRoll.HOURLY);
    open(synced, List.of());
    Clock machine = Clock.system();
    Thread load = load(folder.resolve("load"));

    LoopResult result =
        new Loop(
                new LoopSettings(periodNs, ticks, 0, 0),
                new Revision(0, pipeline, counting),
                new RealtimePacer(periodNs, machine, dueNs -> parkUntil(machine, dueNs)),
                machine,
                new LoopStatistics(),
                new StopRequest(),
                1)
            .run();
    load.interrupt();
    load.join();

    JournalSummary summary = writer.finish();
    assertEquals(ticks + 1, counting.offers);
    assertEquals(0, counting.refusals);
    assertEquals(0, result.lost());
    assertEquals(ticks, summary.ticks());
    assertEquals(List.of(), summary.losses());
    assertTrue(verified().passed());
  }
}

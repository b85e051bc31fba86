package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Pipeline;
import io.escapement.testing.CollectingSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The change-over between two revisions of a run. */
class LoopRevisionTest {

  private final LoopFixture fixture = new LoopFixture();
  private final CollectingSink nextSink = new CollectingSink();
  private final Pipeline nextPipeline = fixture.pipeline("r/shadow/state", ChannelType.I64);
  private final Revision next = new Revision(1, nextPipeline, nextSink);

  private Loop changingInTick(int number, Loop loop) {
    fixture.inTick =
        () -> {
          if (fixture.ticksRun == number) {
            assertTrue(loop.changeTo(next));
          }
        };
    return loop;
  }

  @Test
  void changes_over_between_two_ticks_and_carries_over_what_both_layouts_have() {
    Loop loop = changingInTick(3, fixture.lockstep(6));
    LoopResult result = loop.run();
    assertEquals(6, result.ticks());
    assertNotEquals(
        fixture.pipeline().record().layout().hash(), nextPipeline.record().layout().hash());
    assertEquals(List.of(-1L, 0L, 1L, 2L), fixture.sink.integers(LoopChannels.TICK));
    assertEquals(List.of(0L, 1L, 2L, 3L), fixture.sink.integers(LoopFixture.COUNT));
    // The revision starts with the record of the tick before its change-over.
    assertEquals(List.of(2L, 3L, 4L, 5L), nextSink.integers(LoopChannels.TICK));
    assertEquals(List.of(3L, 4L, 5L, 6L), nextSink.integers(LoopFixture.COUNT));
    assertEquals(List.of(4L, 5L, 6L, 7L), nextSink.integers(LoopFixture.READS));
    assertEquals(1, loop.revision());
  }

  @Test
  void each_sink_is_ended_once() {
    changingInTick(3, fixture.lockstep(6)).run();
    assertEquals(1, fixture.sink.ends());
    assertEquals(1, nextSink.ends());
  }

  @Test
  void the_first_record_of_a_revision_has_every_shared_channel_of_the_tick_before() {
    changingInTick(3, fixture.realtime(6)).run();
    int last = fixture.sink.size() - 1;
    for (String channel :
        List.of(
            LoopChannels.TIME_NS,
            LoopChannels.DT_NS,
            LoopChannels.WALL_ANCHOR_NS,
            LoopFixture.COUNT,
            LoopFixture.READS)) {
      assertEquals(
          fixture.sink.integer(last, channel, 0), nextSink.integer(0, channel, 0), channel);
    }
  }

  @Test
  void a_revision_handed_over_before_the_start_begins_with_the_record_of_tick_minus_1() {
    Loop loop = fixture.lockstep(2);
    assertTrue(loop.changeTo(next));
    loop.run();
    assertEquals(List.of(-1L), fixture.sink.integers(LoopChannels.TICK));
    assertEquals(List.of(-1L, 0L, 1L), nextSink.integers(LoopChannels.TICK));
  }

  @Test
  void a_second_hand_over_is_declined_while_the_first_waits() {
    Loop loop = fixture.lockstep(2);
    assertTrue(loop.changeTo(next));
    assertFalse(loop.changeTo(new Revision(1, nextPipeline, nextSink)));
  }

  @Test
  void a_hand_over_is_declined_once_the_loop_has_ended() {
    Loop loop = fixture.lockstep(1);
    loop.run();
    assertFalse(loop.changeTo(next));
    assertEquals(0, nextSink.ends());
  }

  @Test
  void refuses_a_revision_out_of_sequence() {
    Loop loop = fixture.lockstep(1);
    Revision second = new Revision(2, nextPipeline, nextSink);
    Revision same = new Revision(0, nextPipeline, nextSink);
    assertThrows(IllegalArgumentException.class, () -> loop.changeTo(second));
    assertThrows(IllegalArgumentException.class, () -> loop.changeTo(same));
    assertThrows(IllegalArgumentException.class, () -> new Revision(-1, nextPipeline, nextSink));
  }

  @Test
  void waits_with_the_change_over_while_the_new_sink_has_no_room_for_its_first_record() {
    nextSink.refuse(1);
    Loop loop = fixture.realtime(6);
    fixture.inTick =
        () -> {
          if (fixture.ticksRun == 2) {
            assertTrue(loop.changeTo(next));
          } else if (fixture.ticksRun == 4) {
            nextSink.refuse(0);
          }
        };
    LoopResult result = loop.run();
    assertEquals(0, result.lost());
    assertEquals(List.of(-1L, 0L, 1L, 2L, 3L), fixture.sink.integers(LoopChannels.TICK));
    assertEquals(List.of(3L, 4L, 5L), nextSink.integers(LoopChannels.TICK));
  }

  @Test
  void records_lost_under_one_revision_stay_counted_under_the_next() {
    Loop loop = fixture.realtime(5);
    fixture.inTick =
        () -> {
          if (fixture.ticksRun == 2) {
            fixture.sink.refuse(1);
            assertTrue(loop.changeTo(next));
          }
        };
    assertEquals(1, loop.run().lost());
    assertEquals(List.of(0L, 1L, 1L, 1L), nextSink.integers(LoopChannels.JOURNAL_LOST));
  }

  @Test
  void of_many_threads_that_hand_over_at_once_one_succeeds()
      throws InterruptedException, ExecutionException {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 200; round++) {
        Loop loop = new LoopFixture().lockstep(1);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          answers.add(
              pool.submit(
                  () -> {
                    start.await();
                    return loop.changeTo(next);
                  }));
        }
        start.countDown();
        int accepted = 0;
        for (Future<Boolean> answer : answers) {
          accepted += answer.get() ? 1 : 0;
        }
        assertEquals(1, accepted);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void a_revision_from_another_thread_is_taken_while_the_loop_runs() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    Loop loop = fixture.lockstep(Long.MAX_VALUE);
    fixture.inTick =
        () -> {
          running.countDown();
          if (loop.revision() == 1) {
            changed.countDown();
          }
        };
    Thread runner = new Thread(loop::run, "loop");
    runner.start();
    running.await();
    // The collecting sink of the first revision is the loop's; only its hand-over is shared.
    assertTrue(loop.changeTo(next));
    changed.await();
    fixture.stop.stop();
    fixture.stop.stop();
    runner.join();
    assertEquals(1, fixture.sink.ends());
    assertEquals(1, nextSink.ends());
    assertEquals((long) fixture.sink.size() - 2, nextSink.integer(0, LoopChannels.TICK, 0));
    assertEquals(RecordSink.SOUND, nextSink.state());
  }
}

package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.loop.LoopResult.End;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.testing.CollectingSink;
import io.escapement.testing.VirtualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoopTest {

  private static final long P = LoopFixture.PERIOD_NS;

  private final LoopFixture fixture = new LoopFixture();
  private final CollectingSink sink = fixture.sink;

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  @Test
  void runs_its_ticks_and_offers_the_record_before_the_first_as_tick_minus_1() {
    LoopResult result = fixture.lockstep(4).run();
    assertEquals(End.COMPLETED, result.end());
    assertEquals(4, result.ticks());
    assertNull(result.failure());
    assertEquals(range(-1, 4), sink.integers(LoopChannels.TICK));
    assertEquals(range(0, 5), sink.integers(LoopFixture.COUNT));
    assertEquals(range(1, 6), sink.integers(LoopFixture.READS));
    assertEquals(1, sink.ends());
  }

  @Test
  void a_loop_of_no_ticks_hands_over_the_state_before_the_first() {
    LoopResult result = fixture.lockstep(0).run();
    assertEquals(0, result.ticks());
    assertEquals(List.of(-1L), sink.integers(LoopChannels.TICK));
    assertEquals(1, sink.ends());
  }

  @Test
  void time_in_lockstep_is_exactly_the_schedule() {
    fixture.inTick = () -> fixture.clock.advance(5 * P);
    LoopResult result = fixture.lockstep(3).run();
    assertEquals(List.of(0L, 0L, P, 2 * P), sink.integers(LoopChannels.TIME_NS));
    assertEquals(List.of(0L, P, P, P), sink.integers(LoopChannels.DT_NS));
    assertEquals(0, result.skipped());
    assertEquals(0, result.overruns());
  }

  @Test
  void an_overrun_is_counted_and_told_by_the_tick_that_follows() {
    fixture.inTick = () -> fixture.clock.advance(fixture.ticksRun == 2 ? 3 * P : P / 2);
    LoopResult result = fixture.realtime(4).run();
    assertEquals(List.of(0L, 0L, P, 4 * P, 5 * P), sink.integers(LoopChannels.TIME_NS));
    assertEquals(List.of(0L, P, P, 3 * P, P), sink.integers(LoopChannels.DT_NS));
    assertEquals(List.of(0L, 0L, 0L, 2L, 0L), sink.integers(LoopChannels.SKIPPED));
    assertEquals(2, result.skipped());
    assertEquals(1, result.overruns());
  }

  @Test
  void an_overrun_is_counted_by_the_phase_that_caused_it() {
    fixture.inTick = () -> fixture.clock.advance(fixture.ticksRun == 2 ? 3 * P : P / 2);
    assertEquals(Map.of("decode", 1L), fixture.realtime(4).run().overrunsByCause());
  }

  @Test
  void an_overrun_of_the_hand_off_is_the_journals() {
    RecordSink slow =
        new RecordSink() {
          @Override
          public boolean offer(TickRecord record) {
            fixture.clock.advance(fixture.ticksRun == 2 ? 2 * P : 0);
            return true;
          }

          @Override
          public long depth() {
            return 0;
          }

          @Override
          public int state() {
            return SOUND;
          }

          @Override
          public void end() {}
        };
    Loop loop = fixture.loop(4, new RealtimePacer(P, fixture.clock, fixture.sleeper), slow);
    assertEquals(Map.of("journal", 1L), loop.run().overrunsByCause());
  }

  @Test
  void a_world_that_moves_on_too_slowly_ahead_of_a_tick_is_the_cause() {
    fixture.ahead = timeNs -> fixture.clock.advance(timeNs == 2 * P ? 3 * P : P / 4);
    LoopResult result = fixture.realtime(4).run();
    assertEquals(Map.of("advance", 1L), result.overrunsByCause());
    assertEquals(3 * P, fixture.statistics.phases().get("ahead").getMaxValue(), P / 100);
    assertTrue(fixture.statistics.tick().getMaxValue() < P / 4, "it is no part of a tick");
  }

  @Test
  void a_wake_up_that_is_periods_late_is_the_cause_itself() {
    fixture.sleeper.oversleep(0);
    fixture.sleeper.oversleep(3 * P);
    LoopResult result = fixture.realtime(5).run();
    assertEquals(1, result.overruns());
    assertEquals(3, result.skipped());
    assertEquals(Map.of("wake_up", 1L), result.overrunsByCause());
  }

  @Test
  void a_run_on_time_has_no_causes() {
    assertEquals(Map.of(), fixture.realtime(5).run().overrunsByCause());
  }

  @Test
  void warms_up_before_it_runs_where_it_is_told_to_and_once() {
    fixture.warmUpTicks = 10;
    Loop loop = fixture.lockstep(3);
    assertTrue(loop.warmUp());
    assertTrue(loop.warmUp());
    assertEquals(10, fixture.ticksRun);
    assertEquals(0, sink.size());
    assertEquals(3, loop.run().ticks());
    assertEquals(13, fixture.ticksRun);
    assertEquals(range(0, 4), sink.integers(LoopFixture.COUNT));
  }

  @Test
  void a_warm_up_that_failed_is_told_by_the_run_without_a_tick() {
    fixture.warmUpTicks = 10;
    fixture.inTick =
        () -> {
          throw new IllegalStateException("engine");
        };
    Loop loop = fixture.lockstep(3);
    assertFalse(loop.warmUp());
    LoopResult result = loop.run();
    assertEquals("engine", result.failure().getMessage());
    assertEquals(1, fixture.ticksRun);
    assertEquals(1, sink.ends());
  }

  @Test
  void lateness_is_in_the_record_of_its_tick() {
    fixture.sleeper.oversleep(70);
    fixture.sleeper.oversleep(30);
    fixture.realtime(4).run();
    assertEquals(List.of(0L, 0L, 70L, 30L, 0L), sink.integers(LoopChannels.LATENESS_NS));
  }

  @Test
  void the_wall_clock_is_anchored_in_the_first_record_and_once_a_second() {
    long perSecond = 1_000_000_000L / P;
    fixture.realtime(perSecond + 2).run();
    List<Long> anchors = sink.integers(LoopChannels.ANCHOR_TIME_NS);
    List<Long> wall = sink.integers(LoopChannels.WALL_ANCHOR_NS);
    int second = (int) perSecond + 1;
    assertEquals(0, anchors.get(0));
    assertEquals(0, anchors.get(second - 1));
    assertEquals(1_000_000_000L, anchors.get(second));
    assertEquals(1_000_000_000L, anchors.get(second + 1));
    assertEquals(VirtualClock.WALL_OFFSET_NS + 1_000, wall.get(0));
    assertEquals(VirtualClock.WALL_OFFSET_NS + 1_000 + 1_000_000_000L, wall.get(second));
  }

  @Test
  void in_real_time_a_record_that_finds_no_room_is_lost_and_counted() {
    fixture.inTick =
        () -> {
          if (fixture.ticksRun == 2) {
            sink.refuse(2);
          }
        };
    LoopResult result = fixture.realtime(5).run();
    assertEquals(2, result.lost());
    assertEquals(List.of(-1L, 0L, 3L, 4L), sink.integers(LoopChannels.TICK));
    assertEquals(List.of(0L, 0L, 2L, 2L), sink.integers(LoopChannels.JOURNAL_LOST));
    assertEquals(6, sink.offers());
  }

  @Test
  void the_next_tick_is_told_that_the_sink_is_full() {
    fixture.inTick =
        () -> {
          if (fixture.ticksRun == 2) {
            // Full for this record; with one refusal left over, still full when the next begins.
            sink.refuse(2);
          } else if (fixture.ticksRun == 3) {
            sink.refuse(0);
          }
        };
    fixture.realtime(4).run();
    assertEquals(List.of(-1L, 0L, 2L, 3L), sink.integers(LoopChannels.TICK));
    assertEquals(
        List.of(0L, 0L, (long) RecordSink.FULL, 0L), sink.integers(LoopChannels.JOURNAL_STATE));
  }

  @Test
  void in_lockstep_the_loop_waits_for_room_and_loses_nothing() {
    fixture.inTick = () -> sink.refuse(3);
    LoopResult result = fixture.lockstep(5).run();
    assertEquals(0, result.lost());
    assertEquals(range(-1, 5), sink.integers(LoopChannels.TICK));
    assertEquals(6 + 5 * 3, sink.offers());
  }

  @Test
  void in_lockstep_the_loop_does_not_wait_for_a_disk_that_is_full() {
    sink.stateWhileRefusing(RecordSink.DISK_FULL);
    fixture.inTick = () -> sink.refuse(fixture.ticksRun == 1 ? 1_000_000 : 0);
    LoopResult result = fixture.lockstep(3).run();
    assertEquals(1, result.lost());
    assertEquals(List.of(-1L, 1L, 2L), sink.integers(LoopChannels.TICK));
  }

  @Test
  void in_lockstep_the_loop_does_not_wait_when_it_is_to_stop_at_once() {
    RecordSink stuck =
        new RecordSink() {
          @Override
          public boolean offer(TickRecord record) {
            fixture.stop.stop();
            return false;
          }

          @Override
          public long depth() {
            return 0;
          }

          @Override
          public int state() {
            return FULL;
          }

          @Override
          public void end() {}
        };
    LoopResult result = fixture.loop(100, new LockstepPacer(P), stuck).run();
    assertEquals(End.STOPPED, result.end());
    assertEquals(0, result.ticks());
    assertEquals(1, result.lost());
  }

  @Test
  void a_failure_in_a_stage_ends_the_run_with_the_ticks_before_it_journaled() {
    IllegalStateException failure = new IllegalStateException("singular");
    fixture.inTick =
        () -> {
          if (fixture.ticksRun == 3) {
            throw failure;
          }
        };
    LoopResult result = fixture.lockstep(10).run();
    assertEquals(End.FAILED, result.end());
    assertSame(failure, result.failure());
    assertEquals(2, result.ticks());
    assertEquals(List.of(-1L, 0L, 1L), sink.integers(LoopChannels.TICK));
    assertEquals(1, sink.ends());
  }

  @Test
  void a_failure_in_the_warm_up_ends_the_run_before_it_begins() {
    fixture.warmUpTicks = 3;
    fixture.inTick =
        () -> {
          throw new UnsatisfiedLinkError("engine");
        };
    LoopResult result = fixture.lockstep(10).run();
    assertEquals(End.FAILED, result.end());
    assertEquals(0, sink.size());
    assertEquals(1, sink.ends());
  }

  @Test
  void whatever_is_thrown_the_sink_is_ended() {
    fixture.inTick = () -> LoopTest.<RuntimeException>throwUnchecked(new IOException("device"));
    LoopResult result = fixture.lockstep(10).run();
    assertEquals("device", result.failure().getMessage());
    assertEquals(1, sink.ends());
  }

  @SuppressWarnings("unchecked") // A driver in another language may throw what is not declared.
  private static <T extends Throwable> void throwUnchecked(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void a_sink_that_fails_to_end_is_a_failure_and_hides_none_before_it() {
    RecordSink broken =
        new RecordSink() {
          @Override
          public boolean offer(TickRecord record) {
            return true;
          }

          @Override
          public long depth() {
            return 0;
          }

          @Override
          public int state() {
            return SOUND;
          }

          @Override
          public void end() {
            throw new IllegalStateException("end");
          }
        };
    LoopResult result = fixture.loop(1, new LockstepPacer(P), broken).run();
    assertEquals(End.FAILED, result.end());
    assertEquals("end", result.failure().getMessage());

    LoopFixture other = new LoopFixture();
    other.inTick =
        () -> {
          throw new IllegalStateException("tick");
        };
    Throwable failure = other.loop(1, new LockstepPacer(P), broken).run().failure();
    assertEquals("tick", failure.getMessage());
    assertEquals("end", failure.getSuppressed()[0].getMessage());
  }

  @Test
  void warm_up_runs_the_stages_and_leaves_no_trace_in_the_records() {
    fixture.lockstep(3).run();
    LoopFixture warmed = new LoopFixture();
    warmed.warmUpTicks = 50;
    warmed.lockstep(3).run();
    assertEquals(53, warmed.ticksRun);
    assertEquals(sink.size(), warmed.sink.size());
    for (int i = 0; i < sink.size(); i++) {
      assertEquals(sink.record(i), warmed.sink.record(i));
    }
  }

  @Test
  void statistics_know_nothing_of_the_warm_up() {
    fixture.warmUpTicks = 50;
    fixture.inTick = () -> fixture.clock.advance(fixture.ticksRun <= 50 ? 40 * P : 1_000);
    fixture.realtime(10).run();
    assertEquals(10, fixture.statistics.tick().getTotalCount());
    assertEquals(1_000, fixture.statistics.tick().getMaxValue());
    assertEquals(10, fixture.statistics.lateness().getTotalCount());
    assertEquals(0, fixture.statistics.lateness().getMaxValue());
  }

  @Test
  void nobody_is_told_of_the_ticks_of_the_warm_up() {
    LoopFixture watched = new LoopFixture();
    watched.warmUpTicks = 20;
    List<Long> told = new ArrayList<>();
    watched.statistics =
        new LoopStatistics((tickNs, journalNs, pipeline) -> told.add(pipeline.tickNumber()));
    watched.lockstep(3).run();
    assertEquals(range(0, 3), told);
  }

  @Test
  void each_tick_is_measured_once_as_a_whole_and_by_phase() {
    fixture.inTick = () -> fixture.clock.advance(700);
    fixture.lockstep(6).run();
    assertEquals(6, fixture.statistics.tick().getTotalCount());
    assertEquals(700, fixture.statistics.tick().getMinNonZeroValue());
    var phases = fixture.statistics.phases();
    assertEquals(Phase.COUNT + 1, phases.size());
    assertEquals(700, phases.get("decode").getMaxValue());
    assertEquals(6, phases.get("journal").getTotalCount());
    assertEquals(0, phases.get("infer").getMaxValue());
  }

  @Test
  void runs_once() {
    Loop loop = fixture.lockstep(1);
    loop.run();
    assertThrows(IllegalStateException.class, loop::run);
    assertEquals(1, sink.ends());
  }

  @Test
  void refuses_a_negative_number_of_grace_ticks() {
    fixture.graceTicks = -1;
    String message =
        assertThrows(IllegalArgumentException.class, () -> fixture.lockstep(1)).getMessage();
    assertTrue(message.contains("graceTicks"), message);
  }
}

package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.controller.loop.LoopResult.End;
import org.junit.jupiter.api.Test;

/** How a loop ends before its time. */
class LoopStopTest {

  private final LoopFixture fixture = new LoopFixture();

  private void stopInTick(int number, int times) {
    fixture.inTick =
        () -> {
          for (int i = 0; i < times && fixture.ticksRun == number; i++) {
            fixture.stop.stop();
          }
        };
  }

  @Test
  void a_gentle_stop_gives_grace_ticks_for_the_last_fallback() {
    stopInTick(10, 1);
    LoopResult result = fixture.lockstep(1_000).run();
    assertEquals(End.STOPPED, result.end());
    assertEquals(15, result.ticks());
    assertEquals(16, fixture.sink.size());
    assertEquals(1, fixture.sink.ends());
  }

  @Test
  void a_second_stop_ends_at_once() {
    fixture.inTick =
        () -> {
          if (fixture.ticksRun == 10 || fixture.ticksRun == 12) {
            fixture.stop.stop();
          }
        };
    LoopResult result = fixture.lockstep(1_000).run();
    assertEquals(End.STOPPED, result.end());
    assertEquals(12, result.ticks());
    assertEquals(1, fixture.sink.ends());
  }

  @Test
  void two_stops_within_one_tick_end_after_it() {
    stopInTick(3, 2);
    LoopResult result = fixture.lockstep(1_000).run();
    assertEquals(End.STOPPED, result.end());
    assertEquals(3, result.ticks());
  }

  @Test
  void a_stop_before_the_start_still_gives_the_grace_ticks() {
    fixture.stop.stop();
    LoopResult result = fixture.lockstep(1_000).run();
    assertEquals(End.STOPPED, result.end());
    assertEquals(5, result.ticks());
  }

  @Test
  void grace_does_not_outlast_the_run() {
    stopInTick(8, 1);
    assertEquals(10, fixture.lockstep(10).run().ticks());
  }

  @Test
  void grace_without_end_does_not_overflow() {
    fixture.graceTicks = Long.MAX_VALUE;
    stopInTick(8, 1);
    assertEquals(20, fixture.lockstep(20).run().ticks());
  }

  @Test
  void no_grace_ends_after_the_tick_in_which_the_stop_was_asked_for() {
    fixture.graceTicks = 0;
    stopInTick(8, 1);
    LoopResult result = fixture.lockstep(Long.MAX_VALUE).run();
    assertEquals(End.STOPPED, result.end());
    assertEquals(8, result.ticks());
  }

  @Test
  void a_stop_in_the_last_tick_finds_the_run_complete() {
    stopInTick(10, 1);
    LoopResult result = fixture.lockstep(10).run();
    assertEquals(End.COMPLETED, result.end());
    assertEquals(10, result.ticks());
  }

  @Test
  void a_failure_in_a_grace_tick_is_a_failure() {
    fixture.inTick =
        () -> {
          if (fixture.ticksRun == 4) {
            fixture.stop.stop();
          } else if (fixture.ticksRun == 6) {
            throw new IllegalStateException("drive");
          }
        };
    assertEquals(End.FAILED, fixture.lockstep(10).run().end());
  }
}

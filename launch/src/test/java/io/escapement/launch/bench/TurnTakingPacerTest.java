package io.escapement.launch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.escapement.controller.loop.RealtimePacer;
import io.escapement.controller.loop.TickTime;
import io.escapement.testing.VirtualClock;
import io.escapement.testing.VirtualSleeper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTakingPacerTest {

  private static final long P = 1_000;
  private static final long TURN = 777_777;

  private final VirtualClock clock = new VirtualClock(5);
  private final VirtualSleeper sleeper = new VirtualSleeper(clock);
  private final TickTime time = new TickTime();
  private final List<Long> turnsAt = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private long skipped;

  private TurnTakingPacer pacer(long sliceNs, int turns) {
    RealtimePacer real = new RealtimePacer(P, clock, sleeper);
    TurnTakingPacer pacer =
        new TurnTakingPacer(
            real,
            P,
            sliceNs,
            turns,
            () -> {
              turnsAt.add(times.isEmpty() ? -1 : times.get(times.size() - 1));
              clock.advance(TURN);
            });
    pacer.start();
    return pacer;
  }

  private void ticks(TurnTakingPacer pacer, int count) {
    for (int i = 0; i < count; i++) {
      pacer.awaitNext(time);
      times.add(time.timeNs);
      skipped += time.skipped;
      clock.advance(P / 10);
    }
  }

  @Test
  void the_other_has_its_turn_before_each_slice() {
    ticks(pacer(4 * P, 3), 12);
    assertEquals(List.of(-1L, 3 * P, 7 * P), turnsAt);
  }

  @Test
  void the_loops_own_time_has_no_gap_and_no_skipped_period() {
    ticks(pacer(4 * P, 3), 12);
    for (int i = 0; i < 12; i++) {
      assertEquals(i * P, times.get(i));
    }
    assertEquals(0, skipped);
    assertEquals(P, time.dtNs);
    assertEquals(0, time.latenessNs);
  }

  @Test
  void after_the_last_turn_the_loop_goes_on_to_its_end() {
    ticks(pacer(2 * P, 1), 10);
    assertEquals(1, turnsAt.size());
    assertEquals(9 * P, times.get(9));
  }

  @Test
  void a_slice_is_as_long_as_it_is_however_many_periods_are_skipped() {
    sleeper.oversleep(2 * P);
    ticks(pacer(4 * P, 2), 3);
    assertEquals(List.of(0L, 3 * P, 4 * P), times);
    assertEquals(2, turnsAt.size());
  }

  @Test
  void wake_ups_that_are_a_period_late_are_counted() {
    TurnTakingPacer pacer = pacer(100 * P, 0);
    sleeper.oversleep(P - 1);
    sleeper.oversleep(P);
    sleeper.oversleep(7 * P);
    ticks(pacer, 5);
    assertEquals(2, pacer.late());
  }

  @Test
  void refuses_slices_of_no_time() {
    RealtimePacer real = new RealtimePacer(P, clock, sleeper);
    assertThrows(
        IllegalArgumentException.class, () -> new TurnTakingPacer(real, P, 0, 1, () -> {}));
  }
}

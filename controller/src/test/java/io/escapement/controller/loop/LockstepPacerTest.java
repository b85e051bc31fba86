package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LockstepPacerTest {

  private final LockstepPacer pacer = new LockstepPacer(4_000_000);
  private final TickTime time = new TickTime();

  @Test
  void each_tick_is_exactly_one_period_after_the_one_before() {
    pacer.start();
    for (int i = 0; i < 1_000; i++) {
      pacer.awaitNext(time);
      assertEquals(i * 4_000_000L, time.timeNs);
      assertEquals(4_000_000, time.dtNs);
      assertEquals(0, time.skipped);
      assertEquals(0, time.latenessNs);
    }
  }

  @Test
  void starting_again_begins_at_0() {
    pacer.start();
    pacer.awaitNext(time);
    pacer.awaitNext(time);
    pacer.start();
    pacer.awaitNext(time);
    assertEquals(0, time.timeNs);
  }

  @Test
  void leaves_nothing_behind_of_another_pacers_tick() {
    time.skipped = 3;
    time.latenessNs = 5;
    pacer.start();
    pacer.awaitNext(time);
    assertEquals(0, time.skipped);
    assertEquals(0, time.latenessNs);
  }

  @Test
  void time_stands_still_while_the_loop_waits() {
    assertTrue(pacer.timeStandsStill());
  }

  @Test
  void refuses_a_period_that_is_not_positive() {
    assertThrows(IllegalArgumentException.class, () -> new LockstepPacer(-1));
  }
}

package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ParkThenSpinTest {

  /** A clock on which a little time passes with every look. */
  private static final class CreepingClock implements Clock {

    private final long stepNs;
    private long nowNs;

    CreepingClock(long nowNs, long stepNs) {
      this.nowNs = nowNs;
      this.stepNs = stepNs;
    }

    @Override
    public long nanoTime() {
      nowNs += stepNs;
      return nowNs;
    }

    @Override
    public long wallTimeNs() {
      return 0;
    }
  }

  @Test
  void returns_at_the_moment_and_not_before() {
    CreepingClock clock = new CreepingClock(0, 100);
    new ParkThenSpin(clock, 500).sleepUntil(10_000);
    assertEquals(10_000, clock.nowNs);
  }

  @Test
  void returns_at_once_when_the_moment_has_passed() {
    CreepingClock clock = new CreepingClock(20_000, 1);
    new ParkThenSpin(clock, 500).sleepUntil(10_000);
    assertTrue(clock.nowNs < 20_010);
  }

  @Test
  void holds_across_the_overflow_of_the_monotonic_clock() {
    CreepingClock clock = new CreepingClock(Long.MAX_VALUE - 1_000, 100);
    long dueNs = clock.nowNs + 5_000;
    new ParkThenSpin(clock, 500).sleepUntil(dueNs);
    assertEquals(dueNs, clock.nowNs);
  }

  @Test
  void an_interrupted_thread_still_waits_for_the_moment_and_stays_interrupted() {
    CreepingClock clock = new CreepingClock(0, 100);
    Thread.currentThread().interrupt();
    new ParkThenSpin(clock, 500).sleepUntil(10_000);
    assertEquals(10_000, clock.nowNs);
    assertTrue(Thread.interrupted());
    assertFalse(Thread.interrupted());
  }

  @Test
  void refuses_to_stop_parking_after_the_moment() {
    Clock clock = Clock.system();
    assertThrows(IllegalArgumentException.class, () -> new ParkThenSpin(clock, -1));
  }
}

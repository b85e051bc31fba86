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

  @Test
  void never_becomes_a_pure_spin() {
    // Every wait is shorter than the window; a look at the clock takes as long as a wait.
    CreepingClock clock = new CreepingClock(0, 100);
    ParkThenSpin sleeper = new ParkThenSpin(clock, 500);
    for (int i = 0; i < ParkThenSpin.MOST_UNPARKED; i++) {
      sleeper.sleepUntil(clock.nowNs + 400);
    }
    assertEquals(0, sleeper.parks());
    sleeper.sleepUntil(clock.nowNs + 400);
    assertEquals(1, sleeper.parks());
    sleeper.sleepUntil(clock.nowNs + 400);
    assertEquals(1, sleeper.parks());
  }

  @Test
  void a_window_of_ones_own_choice_is_not_calibrated() {
    ParkThenSpin sleeper = new ParkThenSpin(Clock.system(), 500);
    sleeper.calibrate(1_000_000, 10_000);
    assertTrue(sleeper.spinWindow().isEmpty());
  }

  @Test
  void calibrated_it_tells_a_window_within_its_bounds() {
    ParkThenSpin sleeper = ParkThenSpin.calibrated(Clock.system(), RtBudget.USUAL);
    assertTrue(sleeper.spinWindow().isEmpty());
    sleeper.calibrate(100_000, 10_000);
    SpinWindow window = sleeper.spinWindow().orElseThrow();
    assertTrue(window.samples() > 0);
    assertTrue(window.windowNs() <= 40_000, () -> window.toString());
  }
}

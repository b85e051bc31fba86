package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.testing.VirtualClock;
import io.escapement.testing.VirtualSleeper;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RealtimePacerTest {

  private static final long P = 2_000_000;
  private static final long ORIGIN = 123_456_789;

  private final VirtualClock clock = new VirtualClock(ORIGIN);
  private final VirtualSleeper sleeper = new VirtualSleeper(clock);
  private RealtimePacer pacer = new RealtimePacer(P, clock, sleeper);
  private final TickTime time = new TickTime();

  private void tick(long tickNs) {
    pacer.awaitNext(time);
    clock.advance(tickNs);
  }

  private void expect(long timeNs, long dtNs, int skipped, long latenessNs) {
    assertEquals(
        List.of(timeNs, dtNs, (long) skipped, latenessNs),
        List.of(time.timeNs, time.dtNs, (long) time.skipped, time.latenessNs));
  }

  @Test
  void the_first_tick_is_due_at_once() {
    pacer.start();
    tick(0);
    expect(0, P, 0, 0);
    assertEquals(0, sleeper.sleeps());
  }

  @Test
  void sleeps_until_the_next_instant_of_an_absolute_schedule() {
    pacer.start();
    tick(300_000);
    tick(900_000);
    expect(P, P, 0, 0);
    assertEquals(ORIGIN + P + 900_000, clock.nanoTime());
    tick(0);
    expect(2 * P, P, 0, 0);
  }

  @Test
  void a_late_wake_up_does_not_shift_the_schedule() {
    pacer.start();
    tick(0);
    sleeper.oversleep(150_000);
    tick(0);
    expect(P, P, 0, 150_000);
    tick(0);
    expect(2 * P, P, 0, 0);
    assertEquals(ORIGIN + 2 * P, clock.nanoTime());
  }

  @Test
  void does_not_sleep_when_the_tick_took_its_whole_period() {
    pacer.start();
    tick(P);
    tick(0);
    expect(P, P, 0, 0);
    assertEquals(0, sleeper.sleeps());
  }

  @Test
  void a_tick_late_by_less_than_a_period_runs_at_once_and_says_how_late() {
    pacer.start();
    tick(P + 700_000);
    tick(0);
    expect(P, P, 0, 700_000);
  }

  @Test
  void recovers_from_an_overrun_without_a_burst() {
    pacer.start();
    tick(4 * P + 500_000);
    tick(0);
    expect(4 * P, 4 * P, 3, 500_000);
    tick(0);
    expect(5 * P, P, 0, 0);
    assertEquals(ORIGIN + 5 * P, clock.nanoTime());
  }

  @Test
  void a_tick_that_ends_on_an_instant_of_the_schedule_runs_the_next_there() {
    pacer.start();
    tick(3 * P);
    tick(0);
    expect(3 * P, 3 * P, 2, 0);
  }

  @Test
  void recovers_from_a_long_sleep_without_a_burst() {
    pacer.start();
    tick(0);
    sleeper.oversleep(2 * P + 500_000);
    tick(0);
    // One tick in place of three, and the statistics see how late the sleeper was.
    expect(3 * P, 3 * P, 2, 2 * P + 500_000);
    tick(0);
    expect(4 * P, P, 0, 0);
  }

  @Test
  void periods_lost_to_the_tick_and_to_the_sleep_add_up() {
    pacer.start();
    sleeper.oversleep(P + 1);
    tick(P + P / 2);
    // Half a period late: no sleep. The tick then ends half a period before the next instant.
    tick(0);
    expect(P, P, 0, P / 2);
    tick(0);
    expect(3 * P, 2 * P, 1, P + 1);
  }

  @Test
  void tells_periods_lost_to_the_tick_from_those_lost_to_the_sleep() {
    pacer.start();
    tick(4 * P + P / 2);
    tick(0);
    assertEquals(3, time.skipped);
    assertEquals(0, time.skippedAsleep);
    sleeper.oversleep(2 * P);
    tick(0);
    assertEquals(2, time.skipped);
    assertEquals(2, time.skippedAsleep);
    tick(0);
    assertEquals(0, time.skippedAsleep);
  }

  @Test
  void starting_again_begins_a_new_schedule() {
    pacer.start();
    tick(0);
    tick(0);
    clock.advance(77);
    pacer.start();
    tick(0);
    expect(0, P, 0, 0);
  }

  @Test
  void an_overrun_of_years_does_not_overflow() {
    pacer = new RealtimePacer(1, clock, sleeper);
    pacer.start();
    tick(Long.MAX_VALUE / 2);
    pacer.awaitNext(time);
    assertEquals(Integer.MAX_VALUE, time.skipped);
    assertTrue(time.timeNs > 0 && time.dtNs > 0 && time.latenessNs > 0);
  }

  @Test
  void time_goes_on_while_the_loop_waits() {
    assertFalse(pacer.timeStandsStill());
  }

  @Test
  void refuses_a_period_that_is_not_positive() {
    assertThrows(IllegalArgumentException.class, () -> new RealtimePacer(0, clock, sleeper));
  }

  /** Whatever the ticks and the sleeper do. */
  @Property
  void ticks_lie_on_the_schedule_and_never_two_in_one_period(
      @ForAll @Size(min = 1, max = 50) List<@LongRange(max = 7 * P) Long> ticksNs,
      @ForAll @Size(max = 50) List<@LongRange(max = 4 * P) Long> oversleepsNs) {
    VirtualClock virtual = new VirtualClock(ORIGIN);
    VirtualSleeper late = new VirtualSleeper(virtual);
    oversleepsNs.forEach(late::oversleep);
    RealtimePacer pacerOfAll = new RealtimePacer(P, virtual, late);
    TickTime now = new TickTime();
    pacerOfAll.start();
    long lastTimeNs = -P;
    for (long tickNs : ticksNs) {
      pacerOfAll.awaitNext(now);
      long sinceStartNs = virtual.nanoTime() - ORIGIN;
      assertEquals(0, now.timeNs % P);
      assertEquals(now.timeNs - lastTimeNs, now.dtNs);
      assertEquals((now.skipped + 1) * P, now.dtNs);
      // The tick runs within the period that it is said to be of.
      assertTrue(sinceStartNs >= now.timeNs && sinceStartNs < now.timeNs + P);
      assertTrue(now.latenessNs >= sinceStartNs - now.timeNs);
      lastTimeNs = now.timeNs;
      virtual.advance(tickNs);
    }
  }
}

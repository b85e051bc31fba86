package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final long P = 1_000;

  @Test
  void skips_nothing_before_the_tick_is_due_nor_within_its_period() {
    assertEquals(0, Schedule.skippedPeriods(5_000, 0, P));
    assertEquals(0, Schedule.skippedPeriods(5_000, 5_000, P));
    assertEquals(0, Schedule.skippedPeriods(5_000, 5_999, P));
  }

  @Test
  void skips_each_whole_period_by_which_it_is_late() {
    assertEquals(1, Schedule.skippedPeriods(5_000, 6_000, P));
    assertEquals(1, Schedule.skippedPeriods(5_000, 6_999, P));
    assertEquals(7, Schedule.skippedPeriods(5_000, 12_001, P));
  }

  @Test
  void a_lateness_of_ages_does_not_overflow() {
    assertEquals(Integer.MAX_VALUE, Schedule.skippedPeriods(0, Long.MAX_VALUE, 1));
  }

  @Test
  void holds_across_the_overflow_of_the_monotonic_clock() {
    long due = Long.MAX_VALUE - 500;
    assertEquals(3, Schedule.skippedPeriods(due, due + 3_100, P));
    assertEquals(3_100, Schedule.latenessNs(due, due + 3_100));
    assertEquals(0, Schedule.skippedPeriods(due + 3_100, due, P));
  }

  @Test
  void an_early_wake_up_is_not_late() {
    assertEquals(0, Schedule.latenessNs(5_000, 4_990));
    assertEquals(10, Schedule.latenessNs(5_000, 5_010));
  }

  @Property
  void what_is_left_after_skipping_is_less_than_a_period(
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long dueNs,
      @ForAll @LongRange(max = 1_000_000_000_000L) long lateNs,
      @ForAll @LongRange(min = 1_000, max = 1_000_000_000) long periodNs) {
    long skipped = Schedule.skippedPeriods(dueNs, dueNs + lateNs, periodNs);
    long left = lateNs - skipped * periodNs;
    assertTrue(left >= 0 && left < periodNs, "left " + left);
  }

  @Property
  void the_next_instant_lies_on_the_same_schedule(
      @ForAll @LongRange(min = 0, max = 1_000_000) long k,
      @ForAll @LongRange(min = 1, max = 1_000_000_000) long periodNs) {
    assertEquals((k + 1) * periodNs, Schedule.nextDueNs(k * periodNs, periodNs));
  }
}

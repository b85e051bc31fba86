package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.loop.SpinWindow.Limit;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpinWindowTest {

  private static final long MS = 1_000_000;

  private static long[] wakeUps(long nearlyAllNs, long rareNs) {
    long[] latenessNs = new long[1_000];
    Arrays.fill(latenessNs, nearlyAllNs);
    // Half a percent: what the machine does now and then, and no window could cover.
    Arrays.fill(latenessNs, 0, 5, rareNs);
    return latenessNs;
  }

  @Test
  void covers_nearly_every_wake_up_with_some_room() {
    SpinWindow window = SpinWindow.of(wakeUps(80_000, 9 * MS), 20_000, MS, 0.95);
    assertEquals(100_000, window.windowNs());
    assertEquals(80_000, window.medianNs());
    assertEquals(80_000, window.highNs());
    assertEquals(1_000, window.samples());
    assertEquals(Limit.WAKE_UP, window.limit());
  }

  @Test
  void is_never_more_than_a_share_of_the_period() {
    SpinWindow window = SpinWindow.of(wakeUps(80_000, 0), 10_000, 200_000, 0.95);
    assertEquals(80_000, window.windowNs());
    assertEquals(Limit.PERIOD, window.limit());
  }

  @Test
  void leaves_the_kernels_budget_to_long_ticks() {
    SpinWindow window = SpinWindow.of(wakeUps(80_000, 0), 50_000, 100_000, 0.95);
    assertEquals(76_000 - 50_000, window.windowNs());
    assertEquals(Limit.RT_BUDGET, window.limit());
  }

  @Test
  void a_tick_that_fills_the_budget_leaves_no_window() {
    assertEquals(0, SpinWindow.of(wakeUps(80_000, 0), 90_000, 100_000, 0.95).windowNs());
    assertEquals(0, SpinWindow.of(wakeUps(80_000, 0), 0, 100_000, 0).windowNs());
  }

  @Test
  void a_wake_up_that_is_never_late_needs_none() {
    assertEquals(0, SpinWindow.of(new long[] {0, 0, 0}, 0, MS, 0.95).windowNs());
  }

  @Test
  void refuses_to_choose_without_a_measurement() {
    assertThrows(IllegalArgumentException.class, () -> SpinWindow.of(new long[0], 0, MS, 0.95));
  }

  @Test
  void what_set_it_has_a_name_in_results() {
    assertEquals("rt_budget", Limit.RT_BUDGET.key());
  }

  /** Never a pure spin: whatever was measured, tick and window leave time to sleep. */
  @Property
  void tick_and_window_together_stay_within_the_kernels_budget(
      @ForAll @Size(min = 1, max = 30) long[] latenessNs,
      @ForAll @LongRange(max = 20 * MS) long tickNs,
      @ForAll @LongRange(min = 50_000, max = 20 * MS) long periodNs) {
    SpinWindow window = SpinWindow.of(latenessNs, tickNs, periodNs, 0.95);
    assertTrue(window.windowNs() >= 0);
    assertTrue(window.windowNs() <= 0.4 * periodNs);
    assertTrue(window.windowNs() == 0 || window.windowNs() + tickNs <= 0.8 * 0.95 * periodNs);
  }
}

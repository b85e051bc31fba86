package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.testing.VirtualClock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WakeUpsTest {

  private static final long MS = 1_000_000;

  private final VirtualClock clock = new VirtualClock(77);

  private long[] late(long sleepNs, long lateNs) {
    return WakeUps.measure(sleepNs, clock, ns -> clock.advance(ns + lateNs));
  }

  @Test
  void measures_how_late_each_sleep_ends() {
    long[] latenessNs = late(500_000, 70_000);
    long[] all = new long[latenessNs.length];
    Arrays.fill(all, 70_000);
    assertArrayEquals(all, latenessNs);
  }

  @Test
  void takes_a_fraction_of_a_second_at_any_period() {
    assertEquals(WakeUps.DURATION_NS / (570_000) + 1 - 5, late(500_000, 70_000).length);
    assertEquals(1_000, late(20_000, 50_000).length);
  }

  @Test
  void a_machine_that_hardly_wakes_up_is_still_measured_some_times() {
    assertEquals(20, late(500_000, 40 * MS).length);
  }

  @Test
  void a_sleep_that_ends_early_is_not_late() {
    assertEquals(0, WakeUps.measure(500_000, clock, ns -> clock.advance(ns - 1))[0]);
  }

  @Test
  void sleeps_as_long_as_the_loop_would_or_less() {
    assertEquals(500_000, WakeUps.sleepNs(20 * MS));
    assertEquals(500_000, WakeUps.sleepNs(MS));
    assertEquals(50_000, WakeUps.sleepNs(100_000));
    assertEquals(20_000, WakeUps.sleepNs(1));
  }
}

package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.testing.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DevicePacerTest {

  private static final long P = 1_000_000;

  private final VirtualClock clock = new VirtualClock(0);
  private final ScriptedDevice device = new ScriptedDevice(clock);
  private final DevicePacer pacer = new DevicePacer(P, clock, device);
  private final TickTime time = new TickTime();

  private void tick(long timeNs, long dtNs, int skipped, long latenessNs) {
    pacer.awaitNext(time);
    assertEquals(
        List.of(timeNs, dtNs, (long) skipped, latenessNs),
        List.of(time.timeNs, time.dtNs, (long) time.skipped, time.latenessNs));
  }

  @Test
  void each_sample_is_a_tick_at_the_time_of_its_arrival() {
    device.sample(P, 100).sample(2 * P + 40, 101).sample(3 * P, 102);
    pacer.start();
    tick(P, P, 0, 0);
    tick(2 * P + 40, P + 40, 0, 40);
    tick(3 * P, P - 40, 0, 0);
  }

  @Test
  void a_gap_in_the_sequence_is_told_as_skipped() {
    device.sample(P, 7).sample(5 * P, 11);
    pacer.start();
    tick(P, P, 0, 0);
    clock.advance(3 * P + P / 2);
    tick(5 * P, 4 * P, 3, 0);
  }

  @Test
  void tells_samples_lost_to_a_tick_from_those_lost_to_the_wait() {
    device.sample(P, 7).sample(5 * P, 11).sample(8 * P, 14);
    pacer.start();
    pacer.awaitNext(time);
    assertEquals(0, time.skippedAsleep);
    clock.advance(3 * P + P / 2);
    pacer.awaitNext(time);
    assertEquals(3, time.skipped);
    assertEquals(1, time.skippedAsleep);
    // Silence for more than the pacer's patience: it ticks on its own.
    pacer.awaitNext(time);
    assertEquals(1, time.skipped);
    assertEquals(1, time.skippedAsleep);
  }

  @Test
  void a_first_sample_of_any_number_skips_nothing() {
    device.sample(P / 4, 1_000_000);
    pacer.start();
    tick(P / 4, P, 0, 0);
  }

  @Test
  void ticks_on_its_own_when_the_device_falls_silent_and_then_once_a_period() {
    device.sample(P, 1);
    pacer.start();
    tick(P, P, 0, 0);
    tick(3 * P, 2 * P, 1, 0);
    tick(4 * P, P, 0, 0);
    tick(5 * P, P, 0, 0);
  }

  @Test
  void ticks_on_its_own_when_the_device_is_silent_from_the_start() {
    pacer.start();
    tick(2 * P, P, 2, 0);
    tick(3 * P, P, 0, 0);
  }

  @Test
  void periods_passed_in_silence_are_not_told_twice_when_the_device_comes_back() {
    device.sample(P, 1).sample(6 * P + P / 2, 7).sample(7 * P + P / 2, 8);
    pacer.start();
    tick(P, P, 0, 0);
    tick(3 * P, 2 * P, 1, 0);
    tick(4 * P, P, 0, 0);
    tick(5 * P, P, 0, 0);
    tick(6 * P, P, 0, 0);
    // Samples 2 to 6 were lost; five periods have been ticked or told.
    pacer.awaitNext(time);
    assertEquals(0, time.skipped);
    assertEquals(6 * P + P / 2, time.timeNs);
    pacer.awaitNext(time);
    assertEquals(0, time.skipped);
    assertEquals(P, time.dtNs);
  }

  @Test
  void a_device_that_starts_its_count_again_skips_nothing() {
    device.sample(P, 900).sample(2 * P, 0).sample(3 * P, 1);
    pacer.start();
    tick(P, P, 0, 0);
    tick(2 * P, P, 0, 0);
    tick(3 * P, P, 0, 0);
  }

  @Test
  void samples_that_come_bunched_make_one_tick_and_not_a_burst() {
    device.sample(P, 1);
    for (int i = 2; i <= 6; i++) {
      device.sample(6 * P, i);
    }
    device.sample(7 * P, 7);
    pacer.start();
    tick(P, P, 0, 0);
    // The tick runs long, and its samples queue up meanwhile.
    clock.advance(5 * P);
    pacer.awaitNext(time);
    assertEquals(6 * P, time.timeNs);
    pacer.awaitNext(time);
    assertEquals(7 * P, time.timeNs);
    assertEquals(4, time.skipped);
  }

  @Test
  void a_bunch_that_nothing_follows_is_a_tick_at_the_end_of_its_patience() {
    device.sample(P, 1).sample(P + 10, 2);
    pacer.start();
    tick(P, P, 0, 0);
    pacer.awaitNext(time);
    assertEquals(3 * P, time.timeNs);
    assertEquals(0, time.skipped);
  }

  @Test
  void a_device_that_gives_up_early_does_not_speed_up_the_loop() {
    DeviceClock broken =
        timeoutNs -> {
          clock.advance(10);
          return DeviceClock.TIMED_OUT;
        };
    DevicePacer patient = new DevicePacer(P, clock, broken);
    patient.start();
    patient.awaitNext(time);
    assertEquals(2 * P, time.timeNs);
    patient.awaitNext(time);
    assertEquals(3 * P, time.timeNs);
  }

  @Test
  void a_tick_that_runs_long_is_not_taken_for_silence_of_the_device() {
    device.sample(P, 1).sample(6 * P + P / 2, 6);
    pacer.start();
    tick(P, P, 0, 0);
    clock.advance(5 * P);
    tick(6 * P + P / 2, 5 * P + P / 2, 4, P / 2);
  }

  @Test
  void a_tick_that_runs_long_in_silence_is_followed_by_one_at_once_and_then_by_the_period() {
    device.sample(P, 1);
    pacer.start();
    tick(P, P, 0, 0);
    tick(3 * P, 2 * P, 1, 0);
    clock.advance(5 * P);
    pacer.awaitNext(time);
    assertEquals(8 * P + 1, time.timeNs);
    assertEquals(4, time.skipped);
    pacer.awaitNext(time);
    assertEquals(9 * P + 1, time.timeNs);
    assertEquals(0, time.skipped);
  }

  @Test
  void time_goes_on_while_the_loop_waits() {
    assertFalse(pacer.timeStandsStill());
  }

  @Test
  void refuses_a_period_that_is_not_positive() {
    assertThrows(IllegalArgumentException.class, () -> new DevicePacer(0, clock, device));
  }

  /** Whatever the device and the ticks do. */
  @Property
  void time_rises_dt_adds_up_and_ticks_keep_half_a_period_apart(
      @ForAll @Size(max = 40) List<@LongRange(max = 6 * P) Long> gapsNs,
      @ForAll @Size(min = 1, max = 60) List<@LongRange(max = 4 * P) Long> ticksNs) {
    VirtualClock virtual = new VirtualClock(-5 * P);
    ScriptedDevice any = new ScriptedDevice(virtual);
    long atNs = virtual.nanoTime();
    for (int i = 0; i < gapsNs.size(); i++) {
      atNs += gapsNs.get(i);
      any.sample(atNs, i);
    }
    DevicePacer pacerOfAll = new DevicePacer(P, virtual, any);
    TickTime now = new TickTime();
    pacerOfAll.start();
    List<Long> wakeUps = new ArrayList<>(List.of(virtual.nanoTime() - P));
    long lastTimeNs = 0;
    for (int i = 0; i < ticksNs.size(); i++) {
      long askedNs = virtual.nanoTime();
      pacerOfAll.awaitNext(now);
      long nowNs = virtual.nanoTime();
      assertTrue(nowNs - wakeUps.get(wakeUps.size() - 1) >= P / 2, "a burst");
      assertTrue(nowNs - askedNs <= 2 * P, "bounded patience");
      assertEquals(nowNs + 5 * P, now.timeNs);
      assertEquals(i == 0 ? P : now.timeNs - lastTimeNs, now.dtNs);
      assertTrue(now.skipped >= 0 && now.latenessNs >= 0);
      wakeUps.add(nowNs);
      lastTimeNs = now.timeNs;
      virtual.advance(ticksNs.get(i));
    }
  }
}

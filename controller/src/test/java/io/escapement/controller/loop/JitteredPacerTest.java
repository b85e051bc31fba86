package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JitteredPacerTest {

  private static final long P = 2_000_000;

  private static List<Long> times(PeriodJitter jitter, int ticks) {
    JitteredPacer pacer = new JitteredPacer(P, jitter);
    TickTime time = new TickTime();
    List<Long> times = new ArrayList<>();
    pacer.start();
    for (int i = 0; i < ticks; i++) {
      pacer.awaitNext(time);
      times.add(time.timeNs);
    }
    return times;
  }

  private static PeriodJitter jitter(long seed, double least, double most) {
    return new PeriodJitter(seed, least, most, 0, Long.MAX_VALUE);
  }

  @Test
  void ticksComeWithinTheBoundsAndSpreadOverThem() {
    JitteredPacer pacer = new JitteredPacer(P, jitter(3, 0, 5));
    TickTime time = new TickTime();
    pacer.start();
    pacer.awaitNext(time);
    assertEquals(0, time.timeNs);
    assertEquals(P, time.dtNs);
    long least = Long.MAX_VALUE;
    long most = 0;
    long last = 0;
    for (int i = 0; i < 1000; i++) {
      pacer.awaitNext(time);
      assertEquals(time.timeNs - last, time.dtNs);
      assertEquals(Math.max(0, time.dtNs / P - 1), time.skipped);
      last = time.timeNs;
      least = Math.min(least, time.dtNs);
      most = Math.max(most, time.dtNs);
    }
    assertTrue(least >= 0 && least < P / 4, least + " ns");
    assertTrue(most <= 5 * P && most > 4 * P, most + " ns");
  }

  @Test
  void aSeedGivesTheSameTimesAndAnotherOneOthers() {
    assertEquals(times(jitter(3, 0, 5), 100), times(jitter(3, 0, 5), 100));
    assertNotEquals(times(jitter(3, 0, 5), 100), times(jitter(4, 0, 5), 100));
  }

  @Test
  void beforeAndAfterwardsTicksAreOnTheSchedule() {
    List<Long> times = times(new PeriodJitter(3, 0.1, 3, 10 * P, 20 * P), 60);
    for (int i = 0; i <= 10; i++) {
      assertEquals(i * P, times.get(i));
    }
    assertTrue(times.stream().anyMatch(time -> time % P != 0), times::toString);
    List<Long> after = times.stream().filter(time -> time >= 24 * P).toList();
    assertTrue(after.size() > 10, times::toString);
    for (int i = 1; i < after.size(); i++) {
      assertEquals(after.get(0) + i * P, after.get(i));
    }
    assertEquals(0, after.get(0) % P);
  }

  @Test
  void boundsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> jitter(0, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> jitter(0, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> jitter(0, 0, 0));
  }
}

package io.escapement.controller.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void readsEveryUnit() {
    assertEquals(1, Durations.parseNs("1ns").orElseThrow());
    assertEquals(2_500, Durations.parseNs("2.5us").orElseThrow());
    assertEquals(20_000_000, Durations.parseNs("20 ms").orElseThrow());
    assertEquals(20_000_000, Durations.parseNs("0.02").orElseThrow());
    assertEquals(10_000_000_000L, Durations.parseNs("10s").orElseThrow());
    assertEquals(120_000_000_000L, Durations.parseNs("2min").orElseThrow());
    assertEquals(3_600_000_000_000L, Durations.parseNs("1h").orElseThrow());
    assertEquals(1_000_000, Durations.parseNs("1e-3").orElseThrow());
  }

  @Test
  void refusesWhatIsNoDuration() {
    for (String text : new String[] {"", "s", "-1s", "1 fortnight", "1e99s", "20 lightyears"}) {
      assertTrue(Durations.parseNs(text).isEmpty(), text);
    }
  }

  @Property
  void readsBackWholeNanoseconds(@ForAll @LongRange(min = 0) long ns) {
    assertEquals(ns, Durations.parseNs(ns + "ns").orElseThrow());
  }
}

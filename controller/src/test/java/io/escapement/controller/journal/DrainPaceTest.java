package io.escapement.controller.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DrainPaceTest {

  private static final int SETTLING_LOOKS = 20;

  private final DrainPace pace = new DrainPace();

  @Test
  void a_ring_that_hardly_fills_is_looked_into_at_the_longest_interval() {
    long sleepNs = 0;
    for (int i = 0; i < SETTLING_LOOKS; i++) {
      sleepNs = pace.nextNs(5, 12_000);
    }
    assertEquals(DrainPace.LONGEST_NS, sleepNs);
  }

  @Test
  void a_ring_of_few_records_is_looked_into_at_the_shortest() {
    for (int i = 0; i < SETTLING_LOOKS; i++) {
      pace.nextNs(0, 4);
    }
    long sleepNs = 0;
    for (int i = 0; i < SETTLING_LOOKS; i++) {
      sleepNs = pace.nextNs(2, 4);
    }
    assertEquals(DrainPace.SHORTEST_NS, sleepNs);
  }

  @Test
  void what_lies_between_few_and_many_leaves_the_interval_as_it_is() {
    long before = pace.nextNs(0, 1_000);

    assertEquals(before, pace.nextNs(100, 1_000));
  }

  /** Whatever the rate, a settled writer finds at most a quarter of the ring filled. */
  @Property
  void a_steady_rate_never_fills_the_ring(
      @ForAll @LongRange(min = 64, max = 100_000) long capacity,
      @ForAll @DoubleRange(min = 1, max = 100_000) double ratePerS) {
    double mostPerS = capacity * 1e9 / DrainPace.SHORTEST_NS / 8;
    double perNs = Math.min(ratePerS, mostPerS) / 1e9;
    long sleepNs = DrainPace.SHORTEST_NS;
    double found = 0;
    for (int i = 0; i < SETTLING_LOOKS; i++) {
      found = sleepNs * perNs;
      sleepNs = pace.nextNs((long) found, capacity);
    }
    assertTrue(found <= capacity / 4.0, () -> "of " + capacity);
  }
}

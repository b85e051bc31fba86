package io.escapement.controller.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class TurnsProperties {

  @Property
  void theyAreSineAndCosine(@ForAll @DoubleRange(min = -2, max = 2) double turns) {
    double angle = 2 * Math.PI * turns;
    // The angle in rad is itself rounded, up to 12.6 of it.
    assertEquals(StrictMath.sin(angle), Turns.sin(turns), 3e-15);
    assertEquals(StrictMath.cos(angle), Turns.cos(turns), 3e-15);
  }

  @Property
  void theirSquaresAddUpToOne(@ForAll double turns) {
    if (Double.isFinite(turns)) {
      double s = Turns.sin(turns);
      double c = Turns.cos(turns);
      assertEquals(1, s * s + c * c, 1e-15);
    }
  }

  @Property
  void wholeTurnsChangeNothing(@ForAll @DoubleRange(min = 0, max = 1) double turns) {
    double coarse = (float) turns;
    assertEquals(Turns.sin(coarse), Turns.sin(coarse + 1_000_000));
    assertEquals(Turns.cos(coarse), Turns.cos(coarse - 1_000_000));
  }

  @Example
  void quartersAreExact() {
    double[] sines = {0, 1, 0, -1};
    for (int quarter = 0; quarter < 4; quarter++) {
      assertEquals(sines[quarter], Turns.sin(0.25 * quarter) + 0.0);
      assertEquals(sines[(quarter + 1) % 4], Turns.cos(0.25 * quarter) + 0.0);
    }
  }

  @Example
  void theyLeaveNoGarbage() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    sum(100_000);
    long least = Long.MAX_VALUE;
    for (int batch = 0; batch < 5; batch++) {
      long before = threads.getThreadAllocatedBytes(thread);
      sum(1000);
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertEquals(0, least);
  }

  private static double sum(int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Turns.sin(0.001 * i) + Turns.cos(0.001 * i);
    }
    return sum;
  }
}

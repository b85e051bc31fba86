package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.DiscardingSink;
import org.junit.jupiter.api.Test;

class AllocationMeterTest {

  /** An array of this length takes as many bytes and its header of 16. */
  private static final int LENGTH = 984;

  private static final int BYTES = LENGTH + 16;

  /** Keeps an object alive, so that the compiler cannot do without it. */
  static volatile Object escape;

  private final LoopFixture fixture = new LoopFixture();

  private LoopResult run(int ticks, int every) {
    fixture.settleTicks = 1_000;
    fixture.inTick =
        () -> {
          if (fixture.ticksRun % every == 0) {
            escape = new byte[LENGTH];
          }
        };
    return fixture.loop(ticks, new LockstepPacer(1), new DiscardingSink()).run();
  }

  @Test
  void a_tick_that_allocates_is_told_by_its_bytes() {
    LoopResult result = run(6_000, 1);
    assertEquals(5_000, result.steadyTicks());
    assertTrue(result.steadyBytes() >= 5_000L * BYTES);
    assertEquals(BYTES, result.bytesPerTick(), 1e-3 * BYTES);
  }

  @Test
  void ticks_that_allocate_now_and_then_are_told_by_their_share() {
    assertEquals(BYTES / 25.0, run(6_000, 25).bytesPerTick(), 1e-3 * BYTES);
  }

  @Test
  void what_happens_once_is_in_the_sum_and_not_in_a_ticks_share() {
    LoopResult result = run(6_000, 4_321);
    assertEquals(0, result.bytesPerTick());
    assertTrue(result.steadyBytes() >= BYTES);
  }

  @Test
  void a_run_too_short_for_a_stretch_tells_the_mean() {
    LoopResult result = run(1_050, 1);
    assertEquals(50, result.steadyTicks());
    assertEquals((double) result.steadyBytes() / 50, result.bytesPerTick());
    assertTrue(result.bytesPerTick() >= BYTES);
  }

  @Test
  void a_loop_that_never_settled_tells_nothing() {
    LoopResult result = run(1_000, 1);
    assertEquals(0, result.steadyTicks());
    assertEquals(0, result.steadyBytes());
    assertEquals(0, result.bytesPerTick());
  }

  @Test
  void a_run_that_failed_tells_nothing() {
    fixture.settleTicks = 0;
    fixture.inTick =
        () -> {
          escape = new byte[LENGTH];
          if (fixture.ticksRun == 500) {
            throw new IllegalStateException("drive");
          }
        };
    LoopResult result = fixture.lockstep(1_000).run();
    assertEquals(0, result.steadyTicks());
    assertEquals(0, result.bytesPerTick());
  }
}

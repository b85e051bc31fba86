package io.escapement.controller.loop;

import io.escapement.controller.stage.PhaseClock;

/** The loop's only clock. Virtual in tests. */
public interface Clock extends PhaseClock {

  /**
   * Monotonic time.
   *
   * @return nanoseconds from an arbitrary origin
   */
  @Override
  long nanoTime();

  /**
   * Wall-clock time, read once a second for the anchor.
   *
   * @return nanoseconds since 1970
   */
  long wallTimeNs();

  /**
   * The machine's clock.
   *
   * @return a clock without state
   */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}

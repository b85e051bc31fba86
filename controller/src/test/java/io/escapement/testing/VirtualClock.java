package io.escapement.testing;

import io.escapement.controller.loop.Clock;

/** A clock that stands still until a test moves it. For one thread. */
public final class VirtualClock implements Clock {

  /** Wall-clock time at monotonic time 0, nanoseconds since 1970. */
  public static final long WALL_OFFSET_NS = 1_750_000_000_000_000_000L;

  private long nowNs;

  /**
   * Creates a clock.
   *
   * @param startNs what {@link #nanoTime} first tells
   */
  public VirtualClock(long startNs) {
    nowNs = startNs;
  }

  /**
   * Lets time pass.
   *
   * @param durationNs nanoseconds, not negative
   */
  public void advance(long durationNs) {
    if (durationNs < 0) {
      throw new IllegalArgumentException("time does not run backwards: " + durationNs);
    }
    nowNs += durationNs;
  }

  @Override
  public long nanoTime() {
    return nowNs;
  }

  @Override
  public long wallTimeNs() {
    return WALL_OFFSET_NS + nowNs;
  }
}

package io.escapement.controller.loop;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Parks until shortly before the moment and spins for the rest, since a parked thread wakes tens of
 * microseconds late.
 */
public final class ParkThenSpin implements Sleeper {

  private final Clock clock;
  private final long spinNs;

  /**
   * Creates the sleeper.
   *
   * @param clock the loop's clock
   * @param spinNs how long before the moment to stop parking, nanoseconds, not negative
   * @throws IllegalArgumentException if {@code spinNs} is negative
   */
  public ParkThenSpin(Clock clock, long spinNs) {
    this.clock = Objects.requireNonNull(clock, "clock");
    if (spinNs < 0) {
      throw new IllegalArgumentException("spinNs is " + spinNs + ", expected 0 or more");
    }
    this.spinNs = spinNs;
  }

  @Override
  public void sleepUntil(long dueNs) {
    long left = dueNs - clock.nanoTime();
    while (left > spinNs) {
      LockSupport.parkNanos(left - spinNs);
      left = dueNs - clock.nanoTime();
    }
    while (dueNs - clock.nanoTime() > 0) {
      Thread.onSpinWait();
    }
  }
}

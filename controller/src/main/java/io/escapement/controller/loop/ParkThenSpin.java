package io.escapement.controller.loop;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Parks until shortly before the moment and spins for the rest, since a parked thread wakes tens of
 * microseconds late. How long it spins is given, or measured on the thread itself.
 *
 * <p>It never becomes a pure spin, for which the kernel stops a real-time thread: after {@value
 * #MOST_UNPARKED} waits that were too short to be parked in, the next one is parked in all the
 * same.
 */
public final class ParkThenSpin implements Sleeper {

  /** Waits in a row that may pass without a park. */
  static final int MOST_UNPARKED = 8;

  private static final long UNCALIBRATED_NS = 60_000;

  private final Clock clock;
  private final double budget;
  private final boolean fixed;
  private long spinNs;
  private int unparked;
  private long parks;
  private volatile SpinWindow window;

  /**
   * Creates a sleeper with a window of its own choice.
   *
   * @param clock the loop's clock
   * @param spinNs how long before the moment to stop parking, nanoseconds, not negative
   * @throws IllegalArgumentException if {@code spinNs} is negative
   */
  public ParkThenSpin(Clock clock, long spinNs) {
    this(clock, spinNs, RtBudget.USUAL, true);
  }

  private ParkThenSpin(Clock clock, long spinNs, double budget, boolean fixed) {
    this.clock = Objects.requireNonNull(clock, "clock");
    if (spinNs < 0) {
      throw new IllegalArgumentException("spinNs is " + spinNs + ", expected 0 or more");
    }
    this.spinNs = spinNs;
    this.budget = budget;
    this.fixed = fixed;
  }

  /**
   * Creates a sleeper that measures its window when it is calibrated.
   *
   * @param clock the loop's clock
   * @param budget share of the processor that the kernel leaves to real-time threads, 0 to 1
   * @return a sleeper, until its calibration with a usual window
   */
  public static ParkThenSpin calibrated(Clock clock, double budget) {
    return new ParkThenSpin(clock, UNCALIBRATED_NS, budget, false);
  }

  @Override
  public void calibrate(long periodNs, long tickNs) {
    if (fixed) {
      return;
    }
    long[] latenessNs =
        WakeUps.measure(WakeUps.sleepNs(periodNs), clock, ns -> LockSupport.parkNanos(this, ns));
    window = SpinWindow.of(latenessNs, tickNs, periodNs, budget);
    spinNs = window.windowNs();
  }

  @Override
  public Optional<SpinWindow> spinWindow() {
    return Optional.ofNullable(window);
  }

  @Override
  public void sleepUntil(long dueNs) {
    long left = dueNs - clock.nanoTime();
    if (left > spinNs) {
      unparked = 0;
      do {
        park(left - spinNs);
        left = dueNs - clock.nanoTime();
      } while (left > spinNs);
    } else if (left > 0 && ++unparked > MOST_UNPARKED) {
      unparked = 0;
      park(left);
    }
    stayUntil(dueNs);
  }

  @Override
  public void stayUntil(long dueNs) {
    while (dueNs - clock.nanoTime() > 0) {
      Thread.onSpinWait();
    }
  }

  private void park(long ns) {
    parks++;
    LockSupport.parkNanos(ns);
  }

  /** How often the thread was parked in a wait. */
  long parks() {
    return parks;
  }
}

package io.escapement.testing;

import io.escapement.controller.loop.Sleeper;
import java.util.ArrayDeque;
import java.util.Deque;

/** Sleeps by moving a virtual clock; wakes up on time, or late where a test says so. */
public final class VirtualSleeper implements Sleeper {

  private final VirtualClock clock;
  private final Deque<Long> oversleepsNs = new ArrayDeque<>();
  private int sleeps;

  /**
   * Creates a sleeper that wakes up on time.
   *
   * @param clock the clock to move
   */
  public VirtualSleeper(VirtualClock clock) {
    this.clock = clock;
  }

  /**
   * Lets one of the sleeps to come end late; further calls are for the sleeps after it.
   *
   * @param lateNs nanoseconds after the moment
   */
  public void oversleep(long lateNs) {
    oversleepsNs.add(lateNs);
  }

  /**
   * How often somebody waited for a moment that had not come.
   *
   * @return number of sleeps
   */
  public int sleeps() {
    return sleeps;
  }

  @Override
  public void sleepUntil(long dueNs) {
    long leftNs = dueNs - clock.nanoTime();
    if (leftNs > 0) {
      sleeps++;
      clock.advance(leftNs + (oversleepsNs.isEmpty() ? 0 : oversleepsNs.remove()));
    }
  }
}

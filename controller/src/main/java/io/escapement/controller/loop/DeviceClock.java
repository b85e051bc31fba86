package io.escapement.controller.loop;

/**
 * A device whose blocking read is the loop's clock.
 *
 * <p>A device that queues its samples answers with the newest one: the gap in the sequence tells
 * how many came before it unseen.
 */
@FunctionalInterface
public interface DeviceClock {

  /** What {@link #awaitSample} returns when no sample came within the time-out. */
  long TIMED_OUT = Long.MIN_VALUE;

  /**
   * Waits for the device's next sample, on the loop's thread. May return {@link #TIMED_OUT} early.
   *
   * @param timeoutNs longest time to wait, nanoseconds, positive
   * @return the sample's sequence number, rising by one for each sample that the device took, or
   *     {@link #TIMED_OUT}
   */
  long awaitSample(long timeoutNs);
}

package io.escapement.controller.loop;

/** A device whose blocking read is the loop's clock. */
@FunctionalInterface
public interface DeviceClock {

  /** What {@link #awaitSample} returns when no sample came within the time-out. */
  long TIMED_OUT = Long.MIN_VALUE;

  /**
   * Waits for the device's next sample, on the loop's thread.
   *
   * @param timeoutNs longest time to wait, nanoseconds
   * @return the sample's sequence number, rising by one for each sample that the device took, or
   *     {@link #TIMED_OUT}
   */
  long awaitSample(long timeoutNs);
}

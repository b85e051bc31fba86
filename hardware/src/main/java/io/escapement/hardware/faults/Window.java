package io.escapement.hardware.faults;

/**
 * When a fault is there.
 *
 * @param fromNs first time, nanoseconds since the start of the run
 * @param untilNs end, exclusive, nanoseconds since the start of the run; {@link Long#MAX_VALUE} for
 *     the rest of the run
 */
record Window(long fromNs, long untilNs) {

  /** Whether the fault is there at a tick's time. */
  boolean contains(long timeNs) {
    return timeNs >= fromNs && timeNs < untilNs;
  }
}

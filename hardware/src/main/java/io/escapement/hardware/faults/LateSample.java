package io.escapement.hardware.faults;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Samples come after a delay, with the stamp of when they were taken. While the delay begins the
 * last sample stands until the next one arrives; order is kept. Before there is a sample that old,
 * the first one stands.
 */
final class LateSample implements SampleFault {

  /** Ticks may follow each other more closely than the period under a jittered pace. */
  private static final int SLOTS_PER_PERIOD = 2;

  private static final int SPARE_SLOTS = 8;

  private final Group group;
  private final Window window;
  private final long delayNs;
  private final int slots;
  private final long[] times;
  private final UnsafeBuffer ring;
  private long newest;
  private long deliveredNs;

  /**
   * Makes the ring.
   *
   * @param group what comes late
   * @param window when
   * @param delayNs by how much, nanoseconds
   * @param periodNs the control period, nanoseconds
   */
  LateSample(Group group, Window window, long delayNs, long periodNs) {
    this.group = group;
    this.window = window;
    this.delayNs = delayNs;
    slots = Math.toIntExact(SLOTS_PER_PERIOD * (delayNs / periodNs) + SPARE_SLOTS);
    times = new long[slots];
    ring =
        new UnsafeBuffer(
            BufferUtil.allocateDirectAligned(Math.multiplyExact(slots, group.bytes()), Long.BYTES));
    restart();
  }

  @Override
  public void apply(long timeNs) {
    if (newest < 0 || times[slot(newest)] < timeNs) {
      newest++;
    }
    times[slot(newest)] = timeNs;
    group.keep(ring, slot(newest) * group.bytes());
    if (!window.contains(timeNs)) {
      deliveredNs = timeNs;
      return;
    }
    long wantedNs = Math.max(timeNs - delayNs, deliveredNs);
    long oldest = Math.max(0, newest - slots + 1);
    long found = newest;
    while (found > oldest && times[slot(found)] > wantedNs) {
      found--;
    }
    int at = slot(found) * group.bytes();
    deliveredNs = times[slot(found)];
    group.putSample(ring, at);
    group.putStamp(ring, at);
  }

  private int slot(long sample) {
    return (int) (sample % slots);
  }

  @Override
  public void restart() {
    newest = -1;
    deliveredNs = Long.MIN_VALUE;
  }
}

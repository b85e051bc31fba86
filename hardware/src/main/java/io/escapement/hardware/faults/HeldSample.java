package io.escapement.hardware.faults;

import io.escapement.controller.stage.TickDraws;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** No new sample: the last one stands on. What of it stands on tells the faults apart. */
final class HeldSample implements SampleFault {

  /** When the sample is held. */
  @FunctionalInterface
  private interface Occasion {

    boolean at(long timeNs);
  }

  private final Group group;
  private final Occasion occasion;
  private final boolean holdsStamp;
  private final boolean holdsReceived;
  private final UnsafeBuffer held;
  private boolean any;

  private HeldSample(Group group, Occasion occasion, boolean holdsStamp, boolean holdsReceived) {
    this.group = group;
    this.occasion = occasion;
    this.holdsStamp = holdsStamp;
    this.holdsReceived = holdsReceived;
    held = new UnsafeBuffer(BufferUtil.allocateDirectAligned(group.bytes(), Long.BYTES));
  }

  /** The device takes no more samples, and the driver goes on to get the last one. */
  static HeldSample stale(Group group, Window window) {
    return new HeldSample(group, window::contains, true, false);
  }

  /** The device sends the last sample again and again, each time as if it were new. */
  static HeldSample repeated(Group group, Window window) {
    return new HeldSample(group, window::contains, false, false);
  }

  /** Samples are lost on the way, each with the same probability. */
  static HeldSample lost(Group group, Window window, double probability, long seed, int stream) {
    return new HeldSample(
        group,
        timeNs -> window.contains(timeNs) && TickDraws.uniform(seed, stream, timeNs) < probability,
        true,
        true);
  }

  @Override
  public void apply(long timeNs) {
    if (any && occasion.at(timeNs)) {
      group.putSample(held, 0);
      if (holdsStamp) {
        group.putStamp(held, 0);
      }
      if (holdsReceived) {
        group.putReceived(held, 0);
      }
    } else {
      group.keep(held, 0);
      any = true;
    }
  }

  @Override
  public void restart() {
    any = false;
  }
}

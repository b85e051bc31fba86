package io.escapement.hardware.faults;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.I64Channel;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A group of measured channels in the record, with its stamps: what one sample consists of. */
final class Group {

  static final String STAMP = "stamp_ns";
  static final String RECEIVED = "received_ns";
  static final String SEQ = "seq";

  private static final int STAMP_AT = 0;
  private static final int RECEIVED_AT = Long.BYTES;
  private static final int SEQ_AT = 2 * Long.BYTES;
  private static final int VALUES_AT = 3 * Long.BYTES;

  private final I64Channel stamp;
  private final I64Channel received;
  private final I64Channel seq;
  private final ChannelMemory[] values;
  private final int bytes;

  /**
   * Takes the channels of a group.
   *
   * @param stamp when the sample was taken
   * @param received when it was had
   * @param seq its number
   * @param values what was measured
   */
  Group(I64Channel stamp, I64Channel received, I64Channel seq, List<Channel> values) {
    this.stamp = stamp;
    this.received = received;
    this.seq = seq;
    this.values = values.stream().map(ChannelMemory::new).toArray(ChannelMemory[]::new);
    int length = VALUES_AT;
    for (Channel value : values) {
      length += value.declaration().bytes();
    }
    bytes = length;
  }

  /** Length of a sample that is kept. */
  int bytes() {
    return bytes;
  }

  /** Copies the sample that stands in the record. */
  void keep(UnsafeBuffer kept, int at) {
    kept.putLong(at + STAMP_AT, stamp.get(0));
    kept.putLong(at + RECEIVED_AT, received.get(0));
    kept.putLong(at + SEQ_AT, seq.get(0));
    int next = at + VALUES_AT;
    for (ChannelMemory value : values) {
      next += value.copyTo(kept, next);
    }
  }

  /** Puts values and number of a kept sample into the record. */
  void putSample(UnsafeBuffer kept, int at) {
    seq.set(0, kept.getLong(at + SEQ_AT));
    int next = at + VALUES_AT;
    for (ChannelMemory value : values) {
      next += value.copyFrom(kept, next);
    }
  }

  /** Puts the time at which a kept sample was taken into the record. */
  void putStamp(UnsafeBuffer kept, int at) {
    stamp.set(0, kept.getLong(at + STAMP_AT));
  }

  /** Puts the time at which a kept sample was had into the record. */
  void putReceived(UnsafeBuffer kept, int at) {
    received.set(0, kept.getLong(at + RECEIVED_AT));
  }
}

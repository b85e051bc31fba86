package io.escapement.controller.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One off-heap region with a fixed layout: the whole state of a tick. Owned by one thread at a
 * time; nothing but its construction and {@link #attach} allocates.
 */
public final class TickRecord {

  private final RecordLayout layout;
  private final ByteBuffer bytes;
  private final UnsafeBuffer buffer;

  /**
   * Allocates a record of zeros, aligned to {@link RecordLayout#ALIGNMENT}.
   *
   * @param layout where its channels lie
   */
  public TickRecord(RecordLayout layout) {
    this.layout = Objects.requireNonNull(layout, "layout");
    this.bytes =
        BufferUtil.allocateDirectAligned(
            Math.max(layout.length(), RecordLayout.ALIGNMENT), RecordLayout.ALIGNMENT);
    this.buffer = new UnsafeBuffer(bytes);
  }

  /**
   * The record's layout.
   *
   * @return fixed for the life of the record
   */
  public RecordLayout layout() {
    return layout;
  }

  /**
   * The record's memory, for those who treat it as a whole (journal, replay).
   *
   * @return a buffer over the whole record
   */
  public DirectBuffer buffer() {
    return buffer;
  }

  /**
   * Makes a handle a window onto this record, for its life. Allocates; not for the loop's thread.
   *
   * @param channel a handle whose name, type and expected count match the layout
   * @throws IllegalArgumentException if the record has no such channel, or of another type or count
   * @throws IllegalStateException if the handle is attached already
   */
  public void attach(Channel channel) {
    RecordLayout.Slot slot = layout.find(channel.name());
    if (slot == null) {
      throw new IllegalArgumentException("channel " + channel.name() + " is not in the record");
    }
    ChannelSpec spec = slot.spec();
    boolean sameCount =
        channel.expectedCount() == Channel.ANY_COUNT || channel.expectedCount() == spec.count();
    boolean sameType = channel.type() == null || channel.type() == spec.type();
    if (!sameType || !sameCount) {
      throw new IllegalArgumentException(
          "channel "
              + spec.name()
              + " is "
              + spec.type()
              + "["
              + spec.count()
              + "], expected "
              + channel.type()
              + "["
              + (channel.expectedCount() == Channel.ANY_COUNT ? "any" : channel.expectedCount())
              + "]");
    }
    channel.attach(spec, bytes.slice(slot.offset(), spec.bytes()).order(ByteOrder.nativeOrder()));
  }

  /**
   * Sets a region to zero.
   *
   * @param region which
   */
  public void clear(RecordLayout.Region region) {
    int start = layout.start(region);
    buffer.setMemory(start, layout.end(region) - start, (byte) 0);
  }

  /**
   * Copies the first bytes of the record out.
   *
   * @param target where to
   * @param index first byte in the target
   * @param length bytes, at most the record's length
   */
  public void copyTo(MutableDirectBuffer target, int index, int length) {
    buffer.getBytes(0, target, index, length);
  }

  /**
   * Copies bytes into the record at the same place.
   *
   * @param source a buffer that holds a record of this layout, or the first bytes of one
   * @param index where in the source the record starts
   * @param from first byte of the record to copy
   * @param to end of what is copied, exclusive
   */
  public void copyFrom(DirectBuffer source, int index, int from, int to) {
    buffer.putBytes(from, source, index + from, to - from);
  }

  /**
   * Takes over the values of every channel that another record has under the same name, type and
   * count and in the same role; what has no counterpart keeps its value. For change-overs between
   * revisions.
   *
   * @param other the record to take from
   */
  public void carryOver(TickRecord other) {
    for (int i = 0; i < layout.slots().size(); i++) {
      RecordLayout.Slot mine = layout.slots().get(i);
      RecordLayout.Slot theirs = other.layout.find(mine.spec().name());
      if (theirs != null
          && theirs.spec().type() == mine.spec().type()
          && theirs.spec().count() == mine.spec().count()
          && theirs.spec().role() == mine.spec().role()) {
        buffer.putBytes(mine.offset(), other.buffer, theirs.offset(), mine.spec().bytes());
      }
    }
  }
}

package io.escapement.testing;

import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.record.TickRecord;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps a copy of every record that it is offered, or refuses some where a test says so. */
public final class CollectingSink implements RecordSink {

  private final List<UnsafeBuffer> records = new ArrayList<>();
  private RecordLayout layout;
  private int refusals;
  private int offers;
  private int ends;
  private int refusingState = FULL;

  /** Creates a sink with room for everything. */
  public CollectingSink() {}

  /**
   * Lets the next offers be refused.
   *
   * @param count how many
   * @return this sink
   */
  public CollectingSink refuse(int count) {
    refusals = count;
    return this;
  }

  /**
   * Sets what is wrong while offers are refused.
   *
   * @param state a state of {@link RecordSink}
   * @return this sink
   */
  public CollectingSink stateWhileRefusing(int state) {
    refusingState = state;
    return this;
  }

  /**
   * Number of records that were taken.
   *
   * @return records
   */
  public int size() {
    return records.size();
  }

  /**
   * Number of offers, taken or refused.
   *
   * @return offers
   */
  public int offers() {
    return offers;
  }

  /**
   * How often the sink was told that no record follows.
   *
   * @return 1 after a run
   */
  public int ends() {
    return ends;
  }

  /**
   * A record that was taken.
   *
   * @param index 0 for the first
   * @return a copy of its bytes
   */
  public UnsafeBuffer record(int index) {
    return records.get(index);
  }

  /**
   * An element of an integer channel in a record that was taken.
   *
   * @param index 0 for the first record
   * @param channel name of a channel of type i32 or i64
   * @param element index from 0
   * @return its value
   */
  public long integer(int index, String channel, int element) {
    RecordLayout.Slot slot = layout.find(channel);
    int at = slot.offset() + element * slot.spec().type().bytes();
    return switch (slot.spec().type()) {
      case I32 -> records.get(index).getInt(at, ByteOrder.nativeOrder());
      case I64 -> records.get(index).getLong(at, ByteOrder.nativeOrder());
      default -> throw new IllegalArgumentException(channel + " is " + slot.spec().type());
    };
  }

  /**
   * The first element of an integer channel in every record that was taken.
   *
   * @param channel name of a channel of type i32 or i64
   * @return its values, oldest first
   */
  public List<Long> integers(String channel) {
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      values.add(integer(i, channel, 0));
    }
    return values;
  }

  @Override
  public boolean offer(TickRecord record) {
    offers++;
    if (refusals > 0) {
      refusals--;
      return false;
    }
    layout = record.layout();
    UnsafeBuffer copy = new UnsafeBuffer(new byte[layout.length()]);
    record.copyTo(copy, 0, layout.length());
    records.add(copy);
    return true;
  }

  @Override
  public long depth() {
    return size();
  }

  @Override
  public int state() {
    return refusals > 0 ? refusingState : SOUND;
  }

  @Override
  public void end() {
    ends++;
  }
}

package io.escapement.launch.summary;

import io.escapement.controller.record.RecordLayout;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Reads single channels out of a record that lies in a buffer, by offsets looked up once for a
 * layout.
 */
final class Channels {

  private static final int ABSENT = -1;

  private final RecordLayout layout;

  Channels(RecordLayout layout) {
    this.layout = layout;
  }

  int offset(String name) {
    RecordLayout.Slot slot = layout.find(name);
    return slot == null ? ABSENT : slot.offset();
  }

  static boolean present(int offset) {
    return offset != ABSENT;
  }

  static double f64(DirectBuffer record, int start, int offset, int element) {
    return record.getDouble(start + offset + element * Double.BYTES, ByteOrder.nativeOrder());
  }

  static int i32(DirectBuffer record, int start, int offset, int element) {
    return record.getInt(start + offset + element * Integer.BYTES, ByteOrder.nativeOrder());
  }

  static long i64(DirectBuffer record, int start, int offset) {
    return i64(record, start, offset, 0);
  }

  static long i64(DirectBuffer record, int start, int offset, int element) {
    return record.getLong(start + offset + element * Long.BYTES, ByteOrder.nativeOrder());
  }
}

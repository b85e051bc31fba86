package io.escapement.controller.replay;

import io.escapement.controller.record.RecordLayout.Slot;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Reads and compares elements of a channel in two records that lie in buffers. */
final class SlotValues {

  private SlotValues() {}

  /** Index of the first element whose bits differ, or -1. */
  static int firstDifference(Slot slot, DirectBuffer a, int aStart, DirectBuffer b, int bStart) {
    int bytes = slot.spec().type().bytes();
    for (int i = 0; i < slot.spec().count(); i++) {
      int at = slot.offset() + i * bytes;
      for (int k = 0; k < bytes; k++) {
        if (a.getByte(aStart + at + k) != b.getByte(bStart + at + k)) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Index of the first element further apart than the tolerance, or -1. */
  static int firstBeyond(
      Slot slot, DirectBuffer journal, int start, DirectBuffer replay, double tolerance) {
    for (int i = 0; i < slot.spec().count(); i++) {
      double expected = value(slot, journal, start, i).doubleValue();
      double found = value(slot, replay, 0, i).doubleValue();
      boolean same = Double.compare(expected, found) == 0;
      if (!same && !(Math.abs(expected - found) <= tolerance * Math.max(1, Math.abs(expected)))) {
        return i;
      }
    }
    return -1;
  }

  static Number value(Slot slot, DirectBuffer buffer, int start, int element) {
    int at = start + slot.offset() + element * slot.spec().type().bytes();
    ByteOrder order = ByteOrder.nativeOrder();
    return switch (slot.spec().type()) {
      case U8 -> buffer.getByte(at) & 0xFF;
      case I32 -> buffer.getInt(at, order);
      case I64 -> buffer.getLong(at, order);
      case F32 -> buffer.getFloat(at, order);
      case F64 -> buffer.getDouble(at, order);
    };
  }
}

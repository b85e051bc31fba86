package io.escapement.policy.asynchronous;

import io.escapement.controller.record.F32Channel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** The content of a mailbox or of one of its sides: a number, a flag and the parts. Off-heap. */
final class Letter {

  private static final int ALIGNMENT = 64;

  private final List<Part> parts;
  private final int[] offsets;
  private final ByteBuffer bytes;
  private final UnsafeBuffer buffer;
  private long number;
  private boolean sound;

  Letter(List<Part> parts) {
    this.parts = List.copyOf(parts);
    offsets = new int[parts.size()];
    int length = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = length;
      int size = Math.multiplyExact(Float.BYTES, parts.get(i).size());
      length = Math.addExact(length, (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    }
    bytes =
        BufferUtil.allocateDirectAligned(Math.max(length, ALIGNMENT), ALIGNMENT)
            .order(ByteOrder.nativeOrder());
    buffer = new UnsafeBuffer(bytes);
  }

  /** The memory of each part, for bindings. */
  List<ByteBuffer> memories() {
    List<ByteBuffer> memories = new ArrayList<>();
    for (int i = 0; i < offsets.length; i++) {
      memories.add(
          bytes
              .slice(offsets[i], Float.BYTES * parts.get(i).size())
              .order(ByteOrder.nativeOrder()));
    }
    return memories;
  }

  long number() {
    return number;
  }

  boolean sound() {
    return sound;
  }

  void address(long newNumber, boolean newSound) {
    number = newNumber;
    sound = newSound;
  }

  void copyFrom(Letter other) {
    number = other.number;
    sound = other.sound;
    buffer.putBytes(0, other.buffer, 0, buffer.capacity());
  }

  void write(F32Channel[] channels) {
    for (int p = 0; p < channels.length; p++) {
      for (int i = 0; i < channels[p].count(); i++) {
        buffer.putFloat(offsets[p] + Float.BYTES * i, channels[p].get(i));
      }
    }
  }

  void read(F32Channel[] channels) {
    for (int p = 0; p < channels.length; p++) {
      for (int i = 0; i < channels[p].count(); i++) {
        channels[p].set(i, buffer.getFloat(offsets[p] + Float.BYTES * i));
      }
    }
  }

  /** An answer of one that could not answer. */
  void fillNaN() {
    for (int at = 0; at < buffer.capacity(); at += Float.BYTES) {
      buffer.putFloat(at, Float.NaN);
    }
  }
}

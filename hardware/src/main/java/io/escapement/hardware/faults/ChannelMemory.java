package io.escapement.hardware.faults;

import io.escapement.controller.record.Channel;
import org.agrona.concurrent.UnsafeBuffer;

/** The memory of a channel of any type, to be copied as a whole once the channel is attached. */
final class ChannelMemory {

  private final Channel channel;
  private final UnsafeBuffer memory = new UnsafeBuffer(0, 0);

  ChannelMemory(Channel channel) {
    this.channel = channel;
  }

  /** Copies out and returns the number of bytes. */
  int copyTo(UnsafeBuffer target, int at) {
    bind();
    memory.getBytes(0, target, at, memory.capacity());
    return memory.capacity();
  }

  /** Copies in and returns the number of bytes. */
  int copyFrom(UnsafeBuffer source, int at) {
    bind();
    memory.putBytes(0, source, at, memory.capacity());
    return memory.capacity();
  }

  /** Copies the memory of another channel of the same type and count in. */
  void copyFrom(ChannelMemory source) {
    bind();
    source.bind();
    memory.putBytes(0, source.memory, 0, memory.capacity());
  }

  /** The record exists only after the declaration; wrapping allocates nothing. */
  private void bind() {
    if (memory.capacity() == 0) {
      memory.wrap(channel.address(), channel.spec().bytes());
    }
  }
}

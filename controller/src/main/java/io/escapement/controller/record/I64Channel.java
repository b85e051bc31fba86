package io.escapement.controller.record;

import org.agrona.UnsafeApi;

/** A channel whose elements are each a 64-bit integer. */
public final class I64Channel extends Channel {

  /**
   * A handle that declares the channel, and so may write it.
   *
   * @param declaration the channel
   */
  public I64Channel(ChannelSpec declaration) {
    super(declaration, ChannelType.I64);
  }

  private I64Channel(String name, int expectedCount) {
    super(name, ChannelType.I64, expectedCount);
  }

  /**
   * A handle that reads a channel which another declares.
   *
   * @param name channel name
   * @param expectedCount number of elements, or {@link Channel#ANY_COUNT}
   * @return an unattached handle
   */
  public static I64Channel reading(String name, int expectedCount) {
    return new I64Channel(name, expectedCount);
  }

  /**
   * Reads one element.
   *
   * @param element index from 0
   * @return its value
   */
  public long get(int element) {
    return UnsafeApi.getLong(readable(element, 3));
  }

  /**
   * Writes one element.
   *
   * @param element index from 0
   * @param value the value
   * @throws IllegalStateException if this handle was made for reading only
   */
  public void set(int element, long value) {
    UnsafeApi.putLong(writable(element, 3), value);
  }

  /**
   * Copies every element of another channel of the same type and count, bit for bit.
   *
   * @param source where to copy from
   * @throws IllegalArgumentException if the counts differ
   * @throws IllegalStateException if this handle was made for reading only
   */
  public void copyFrom(I64Channel source) {
    copyElements(source);
  }
}

package io.escapement.controller.record;

import org.agrona.UnsafeApi;

/** A channel whose elements are each an unsigned byte as 0..255. */
public final class U8Channel extends Channel {

  /**
   * A handle that declares the channel, and so may write it.
   *
   * @param declaration the channel
   */
  public U8Channel(ChannelSpec declaration) {
    super(declaration, ChannelType.U8);
  }

  private U8Channel(String name, int expectedCount) {
    super(name, ChannelType.U8, expectedCount);
  }

  /**
   * A handle that reads a channel which another declares.
   *
   * @param name channel name
   * @param expectedCount number of elements, or {@link Channel#ANY_COUNT}
   * @return an unattached handle
   */
  public static U8Channel reading(String name, int expectedCount) {
    return new U8Channel(name, expectedCount);
  }

  /**
   * Reads one element.
   *
   * @param element index from 0
   * @return its value
   */
  public int get(int element) {
    return UnsafeApi.getByte(readable(element, 0)) & 0xFF;
  }

  /**
   * Writes one element.
   *
   * @param element index from 0
   * @param value the value, of which the low eight bits are kept
   * @throws IllegalStateException if this handle was made for reading only
   */
  public void set(int element, int value) {
    UnsafeApi.putByte(writable(element, 0), (byte) value);
  }

  /**
   * Copies every element of another channel of the same type and count, bit for bit.
   *
   * @param source where to copy from
   * @throws IllegalArgumentException if the counts differ
   * @throws IllegalStateException if this handle was made for reading only
   */
  public void copyFrom(U8Channel source) {
    copyElements(source);
  }
}

package io.escapement.controller.record;

import org.agrona.UnsafeApi;

/** A channel whose elements are each a 32-bit integer. */
public final class I32Channel extends Channel {

  /**
   * A handle that declares the channel, and so may write it.
   *
   * @param declaration the channel
   */
  public I32Channel(ChannelSpec declaration) {
    super(declaration, ChannelType.I32);
  }

  private I32Channel(String name, int expectedCount) {
    super(name, ChannelType.I32, expectedCount);
  }

  /**
   * A handle that reads a channel which another declares.
   *
   * @param name channel name
   * @param expectedCount number of elements, or {@link Channel#ANY_COUNT}
   * @return an unattached handle
   */
  public static I32Channel reading(String name, int expectedCount) {
    return new I32Channel(name, expectedCount);
  }

  /**
   * Reads one element.
   *
   * @param element index from 0
   * @return its value
   */
  public int get(int element) {
    return UnsafeApi.getInt(readable(element, 2));
  }

  /**
   * Writes one element.
   *
   * @param element index from 0
   * @param value the value
   * @throws IllegalStateException if this handle was made for reading only
   */
  public void set(int element, int value) {
    UnsafeApi.putInt(writable(element, 2), value);
  }

  /**
   * Copies every element of another channel of the same type and count, bit for bit.
   *
   * @param source where to copy from
   * @throws IllegalArgumentException if the counts differ
   * @throws IllegalStateException if this handle was made for reading only
   */
  public void copyFrom(I32Channel source) {
    copyElements(source);
  }
}

package io.escapement.controller.record;

import org.agrona.UnsafeApi;

/** A channel whose elements are each a single-precision number. */
public final class F32Channel extends Channel {

  /**
   * A handle that declares the channel, and so may write it.
   *
   * @param declaration the channel
   */
  public F32Channel(ChannelSpec declaration) {
    super(declaration, ChannelType.F32);
  }

  private F32Channel(String name, int expectedCount) {
    super(name, ChannelType.F32, expectedCount);
  }

  /**
   * A handle that reads a channel which another declares.
   *
   * @param name channel name
   * @param expectedCount number of elements, or {@link Channel#ANY_COUNT}
   * @return an unattached handle
   */
  public static F32Channel reading(String name, int expectedCount) {
    return new F32Channel(name, expectedCount);
  }

  /**
   * Reads one element.
   *
   * @param element index from 0
   * @return its value
   */
  public float get(int element) {
    return UnsafeApi.getFloat(readable(element, 2));
  }

  /**
   * Writes one element. A NaN is written with the canonical bits, since compilers may give a NaN
   * any payload and equal bits are what replay compares.
   *
   * @param element index from 0
   * @param value the value
   * @throws IllegalStateException if this handle was made for reading only
   */
  public void set(int element, float value) {
    UnsafeApi.putInt(writable(element, 2), Float.floatToIntBits(value));
  }

  /**
   * Copies every element of another channel of the same type and count, bit for bit.
   *
   * @param source where to copy from
   * @throws IllegalArgumentException if the counts differ
   * @throws IllegalStateException if this handle was made for reading only
   */
  public void copyFrom(F32Channel source) {
    copyElements(source);
  }
}

package io.escapement.controller.record;

import org.agrona.UnsafeApi;

/** A channel whose elements are each a double-precision number. */
public final class F64Channel extends Channel {

  /**
   * A handle that declares the channel, and so may write it.
   *
   * @param declaration the channel
   */
  public F64Channel(ChannelSpec declaration) {
    super(declaration, ChannelType.F64);
  }

  private F64Channel(String name, int expectedCount) {
    super(name, ChannelType.F64, expectedCount);
  }

  /**
   * A handle that reads a channel which another declares.
   *
   * @param name channel name
   * @param expectedCount number of elements, or {@link Channel#ANY_COUNT}
   * @return an unattached handle
   */
  public static F64Channel reading(String name, int expectedCount) {
    return new F64Channel(name, expectedCount);
  }

  /**
   * Reads one element.
   *
   * @param element index from 0
   * @return its value
   */
  public double get(int element) {
    return UnsafeApi.getDouble(readable(element, 3));
  }

  /**
   * Writes one element. A NaN is written with the canonical bits, since compilers may give a NaN
   * any payload and equal bits are what replay compares.
   *
   * @param element index from 0
   * @param value the value
   * @throws IllegalStateException if this handle was made for reading only
   */
  public void set(int element, double value) {
    UnsafeApi.putLong(writable(element, 3), Double.doubleToLongBits(value));
  }

  /**
   * Copies every element of another channel of the same type and count, bit for bit.
   *
   * @param source where to copy from
   * @throws IllegalArgumentException if the counts differ
   * @throws IllegalStateException if this handle was made for reading only
   */
  public void copyFrom(F64Channel source) {
    copyElements(source);
  }
}

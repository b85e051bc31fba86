package io.escapement.controller.record;

import org.agrona.UnsafeApi;

/** A handle that reads a channel of any type as numbers; whoever declares the channel decides. */
public final class NumberChannel extends Channel {

  private NumberChannel(String name, int expectedCount) {
    super(name, (ChannelType) null, expectedCount);
  }

  /**
   * A handle that reads a channel which another declares.
   *
   * @param name channel name
   * @param expectedCount number of elements, or {@link Channel#ANY_COUNT}
   * @return an unattached handle
   */
  public static NumberChannel reading(String name, int expectedCount) {
    return new NumberChannel(name, expectedCount);
  }

  /**
   * Reads one element.
   *
   * @param element index from 0
   * @return its value; an {@code i64} beyond 2^53 is rounded
   * @throws IllegalStateException before attachment
   */
  public double get(int element) {
    return switch (spec().type()) {
      case U8 -> UnsafeApi.getByte(readable(element, 0)) & 0xFF;
      case I32 -> UnsafeApi.getInt(readable(element, 2));
      case I64 -> UnsafeApi.getLong(readable(element, 3));
      case F32 -> UnsafeApi.getFloat(readable(element, 2));
      case F64 -> UnsafeApi.getDouble(readable(element, 3));
    };
  }
}

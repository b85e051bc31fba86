package io.escapement.controller.record;

/**
 * Element type of a channel, always in the byte order of the machine (little endian where
 * supported).
 */
public enum ChannelType {
  /** Unsigned byte. */
  U8(1),
  /** 32-bit signed integer. */
  I32(4),
  /** 64-bit signed integer. */
  I64(8),
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 double precision. */
  F64(8);

  private final int bytes;

  ChannelType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * Size of one element.
   *
   * @return bytes per element
   */
  public int bytes() {
    return bytes;
  }
}

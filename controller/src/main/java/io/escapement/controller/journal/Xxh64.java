package io.escapement.controller.journal;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The 64-bit hash XXH64 as published in the xxHash specification: not cryptographic, but any
 * accidental change of the input changes it, and it is fast enough for every tick. Allocates
 * nothing.
 */
public final class Xxh64 {

  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME_3 = 0x165667B19E3779F9L;
  private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME_5 = 0x27D4EB2F165667C5L;
  private static final int STRIPE = 32;

  private Xxh64() {}

  /**
   * Hashes a range of bytes.
   *
   * @param input where the bytes lie
   * @param offset first byte
   * @param length number of bytes
   * @param seed start value; another seed gives an unrelated hash
   * @return the hash
   */
  public static long hash(DirectBuffer input, int offset, int length, long seed) {
    int position = offset;
    int end = offset + length;
    long hash;
    if (length >= STRIPE) {
      long lane1 = seed + PRIME_1 + PRIME_2;
      long lane2 = seed + PRIME_2;
      long lane3 = seed;
      long lane4 = seed - PRIME_1;
      for (; position <= end - STRIPE; position += STRIPE) {
        lane1 = round(lane1, word(input, position));
        lane2 = round(lane2, word(input, position + 8));
        lane3 = round(lane3, word(input, position + 16));
        lane4 = round(lane4, word(input, position + 24));
      }
      hash =
          Long.rotateLeft(lane1, 1)
              + Long.rotateLeft(lane2, 7)
              + Long.rotateLeft(lane3, 12)
              + Long.rotateLeft(lane4, 18);
      hash = merge(hash, lane1);
      hash = merge(hash, lane2);
      hash = merge(hash, lane3);
      hash = merge(hash, lane4);
    } else {
      hash = seed + PRIME_5;
    }
    return finish(input, position, end, hash + length);
  }

  private static long finish(DirectBuffer input, int start, int end, long accumulated) {
    int position = start;
    long hash = accumulated;
    for (; position <= end - Long.BYTES; position += Long.BYTES) {
      hash ^= round(0, word(input, position));
      hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
    }
    if (position <= end - Integer.BYTES) {
      long half = input.getInt(position, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
      hash ^= half * PRIME_1;
      hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
      position += Integer.BYTES;
    }
    for (; position < end; position++) {
      hash ^= (input.getByte(position) & 0xFFL) * PRIME_5;
      hash = Long.rotateLeft(hash, 11) * PRIME_1;
    }
    hash = (hash ^ (hash >>> 33)) * PRIME_2;
    hash = (hash ^ (hash >>> 29)) * PRIME_3;
    return hash ^ (hash >>> 32);
  }

  private static long word(DirectBuffer input, int position) {
    return input.getLong(position, ByteOrder.LITTLE_ENDIAN);
  }

  private static long round(long accumulator, long word) {
    return Long.rotateLeft(accumulator + word * PRIME_2, 31) * PRIME_1;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
  }
}

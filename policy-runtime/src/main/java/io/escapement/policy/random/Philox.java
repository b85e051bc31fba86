package io.escapement.policy.random;

/**
 * The counter-based generator Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers:
 * as easy as 1, 2, 3", 2011): a bijection of a 128-bit counter under a 64-bit key whose outputs
 * pass the usual batteries of statistical tests.
 */
public final class Philox {

  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;

  /** The golden ratio and the square root of three less one, the increments of the key. */
  private static final int WEYL_0 = 0x9E3779B9;

  private static final int WEYL_1 = 0xBB67AE85;
  private static final long LOW_WORD = 0xFFFF_FFFFL;

  private Philox() {}

  /**
   * Words 0 and 1 of a block.
   *
   * @param counter01 counter words 0 (low half) and 1 (high half)
   * @param counter23 counter words 2 (low half) and 3 (high half)
   * @param key key words 0 (low half) and 1 (high half)
   * @return output words 0 (low half) and 1 (high half)
   */
  public static long low(long counter01, long counter23, long key) {
    return half(counter01, counter23, key, false);
  }

  /**
   * Words 2 and 3 of a block.
   *
   * @param counter01 counter words 0 (low half) and 1 (high half)
   * @param counter23 counter words 2 (low half) and 3 (high half)
   * @param key key words 0 (low half) and 1 (high half)
   * @return output words 2 (low half) and 3 (high half)
   */
  public static long high(long counter01, long counter23, long key) {
    return half(counter01, counter23, key, true);
  }

  /** A block is two longs, and a method returns one: computing it twice costs no garbage. */
  private static long half(long counter01, long counter23, long key, boolean upper) {
    int c0 = (int) counter01;
    int c1 = (int) (counter01 >>> 32);
    int c2 = (int) counter23;
    int c3 = (int) (counter23 >>> 32);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & LOW_WORD);
      long product1 = MULTIPLIER_1 * (c2 & LOW_WORD);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    return upper ? joined(c2, c3) : joined(c0, c1);
  }

  private static long joined(int low, int high) {
    return (low & LOW_WORD) | ((long) high << 32);
  }
}

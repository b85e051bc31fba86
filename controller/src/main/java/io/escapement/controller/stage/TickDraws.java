package io.escapement.controller.stage;

/**
 * Uniform random numbers by position: each depends on seed, stream and position and on nothing that
 * was drawn before, so that nothing need be remembered and a run repeats whatever part of it is
 * run. The mixing is that of SplitMix64 (Steele, Lea and Flood, 2014). Stateless.
 */
public final class TickDraws {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private TickDraws() {}

  /**
   * Draws a number.
   *
   * @param seed the user's
   * @param stream tells apart what draws under one seed
   * @param position number or time of the tick
   * @return at least 0 and below 1
   */
  public static double uniform(long seed, long stream, long position) {
    long mixed = mix(mix(mix(seed + GOLDEN) + stream * GOLDEN + GOLDEN) + position * GOLDEN);
    return (mixed >>> 11) * UNIT;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

package io.escapement.policy.random;

import io.escapement.controller.stage.Turns;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One stream of random numbers: a number for each index of an inference, element and draw. Pure,
 * without garbage, for any thread; equal bits on every machine.
 *
 * @param key of the generator
 */
public record NoiseStream(long key) {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /**
   * The stream of a name, such as a tensor's.
   *
   * @param seed of the run or the policy
   * @param name distinguishes the streams of one seed
   * @return the stream; its key is drawn under the seed from the name's 64-bit FNV-1a hash
   */
  public static NoiseStream of(long seed, String name) {
    Objects.requireNonNull(name, "name");
    long hash = FNV_OFFSET;
    for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * FNV_PRIME;
    }
    return new NoiseStream(Philox.low(hash, 0, seed));
  }

  /**
   * A uniform number.
   *
   * @param index of the inference
   * @param element of the vector
   * @param draw number of the draw for this element, from 0
   * @return at least 2^-53 and at most 1 - 2^-53
   */
  public double uniform(long index, int element, int draw) {
    return open(Philox.low(counter(element, draw), index, key));
  }

  /**
   * A standard normal number, by the method of Box and Muller.
   *
   * @param index of the inference
   * @param element of the vector
   * @param draw number of the draw for this element, from 0; no other number takes the same draw
   * @return a number of mean 0 and variance 1, at most 8.6 either way
   */
  public double normal(long index, int element, int draw) {
    long counter = counter(element, draw);
    double radius = open(Philox.low(counter, index, key));
    double turn = (Philox.high(counter, index, key) >>> 11) * 0x1p-53;
    return StrictMath.sqrt(-2 * StrictMath.log(radius)) * Turns.cos(turn);
  }

  /** The middles of 2^52 equal parts of the unit interval: each is exact, none is 0 or 1. */
  private static double open(long bits) {
    return ((bits >>> 12) + 0.5) * 0x1p-52;
  }

  private static long counter(int element, int draw) {
    return (element & 0xFFFF_FFFFL) | ((long) draw << 32);
  }
}

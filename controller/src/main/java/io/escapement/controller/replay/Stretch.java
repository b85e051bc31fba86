package io.escapement.controller.replay;

import java.util.Objects;

/**
 * Which part of a run is verified, and by how many threads.
 *
 * @param fromNs time of the run from which on; it begins at the keyframe before
 * @param toNs time of the run up to which, inclusive
 * @param threads how many threads, at least 1
 */
public record Stretch(long fromNs, long toNs, int threads) {

  /**
   * Checks the parts.
   *
   * @param fromNs not after the end
   * @param toNs not before the start
   * @param threads at least 1
   */
  public Stretch {
    if (threads < 1 || toNs < fromNs) {
      throw new IllegalArgumentException(
          Objects.toString(threads) + " threads from " + fromNs + " to " + toNs + " ns");
    }
  }

  /**
   * A whole run, verified by every processor.
   *
   * @return the stretch
   */
  public static Stretch whole() {
    return new Stretch(Long.MIN_VALUE, Long.MAX_VALUE, Runtime.getRuntime().availableProcessors());
  }

  /**
   * The same stretch, verified by another number of threads.
   *
   * @param count at least 1
   * @return a copy
   */
  public Stretch withThreads(int count) {
    return new Stretch(fromNs, toNs, count);
  }
}

package io.escapement.controller.loop;

/**
 * How simulated ticks come at other times than their schedule's.
 *
 * @param seed of what is drawn
 * @param least shortest time between two ticks, in periods, 0 or more
 * @param most longest time between two ticks, in periods, positive and not less
 * @param fromNs first time at which it is so, nanoseconds since the start of the run
 * @param untilNs end, exclusive, nanoseconds since the start of the run
 */
public record PeriodJitter(long seed, double least, double most, long fromNs, long untilNs) {

  /**
   * Checks the numbers.
   *
   * @param seed any
   * @param least 0 or more
   * @param most positive, finite, not below {@code least}
   * @param fromNs 0 or more
   * @param untilNs not before {@code fromNs}
   * @throws IllegalArgumentException if one is out of range
   */
  public PeriodJitter {
    boolean inOrder = least >= 0 && most >= least && most > 0 && most < Double.POSITIVE_INFINITY;
    if (!inOrder || fromNs < 0 || untilNs < fromNs) {
      throw new IllegalArgumentException(
          "jitter of " + least + " to " + most + " periods from " + fromNs + " to " + untilNs);
    }
  }
}

package io.escapement.policy.normaliser;

import java.util.List;
import java.util.Objects;

/**
 * What training has seen of each element of an observation.
 *
 * @param mean of each element
 * @param spread variance or standard deviation of each
 * @param measure which of the two
 */
public record ObservationStatistics(List<Double> mean, List<Double> spread, Measure measure) {

  /** What the spread is given as. */
  public enum Measure {
    /** The variance. */
    VARIANCE,
    /** The standard deviation. */
    STD
  }

  /**
   * Keeps copies.
   *
   * @param mean of each element, finite
   * @param spread of each element, finite and not negative
   * @param measure what the spread is
   * @throws IllegalArgumentException if there are not as many of both, or a number is none
   */
  public ObservationStatistics {
    mean = List.copyOf(mean);
    spread = List.copyOf(spread);
    Objects.requireNonNull(measure, "measure");
    if (mean.size() != spread.size()) {
      throw new IllegalArgumentException(
          mean.size() + " means, but the spread of " + spread.size() + " elements");
    }
    for (int i = 0; i < mean.size(); i++) {
      if (!Double.isFinite(mean.get(i)) || !(spread.get(i) >= 0 && spread.get(i) < 1 / 0.0)) {
        throw new IllegalArgumentException(
            "element " + i + " has the mean " + mean.get(i) + " and the spread " + spread.get(i));
      }
    }
  }

  /**
   * Number of elements.
   *
   * @return the observation's size
   */
  public int size() {
    return mean.size();
  }
}

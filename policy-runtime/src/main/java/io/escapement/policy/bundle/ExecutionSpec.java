package io.escapement.policy.bundle;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a policy is executed beside the loop, on a thread of its own.
 *
 * @param delayNs time from the request to the result, nanoseconds, at least; empty for as long as
 *     it takes
 * @param timeoutNs time after which a request is given up, nanoseconds
 * @param window how many of the last delays the estimate of the next one is made from
 * @param quantile of these delays that is the estimate, 1 for the greatest
 * @param inject faults to be injected on a simulator; empty for none
 */
public record ExecutionSpec(
    OptionalLong delayNs, long timeoutNs, int window, double quantile, Optional<Injection> inject) {

  /** Time-out unless the bundle says otherwise. */
  public static final long DEFAULT_TIMEOUT_NS = 1_000_000_000L;

  /** Number of delays in the estimate unless the bundle says otherwise. */
  public static final int DEFAULT_WINDOW = 10;

  /**
   * Delays and losses between the inference and the loop, so that a run can be tried under them.
   *
   * @param leastNs least additional delay, nanoseconds
   * @param mostNs greatest additional delay, nanoseconds; each result draws its own
   * @param drop probability with which a result never arrives
   * @param seed of both
   */
  public record Injection(long leastNs, long mostNs, double drop, long seed) {

    /**
     * Checks the ranges.
     *
     * @param leastNs not negative
     * @param mostNs at least the least
     * @param drop from 0 to 1
     * @param seed any
     * @throws IllegalArgumentException if one is out of its range
     */
    public Injection {
      if (leastNs < 0 || mostNs < leastNs || !(drop >= 0 && drop <= 1)) {
        throw new IllegalArgumentException(
            "delay of " + leastNs + " to " + mostNs + " ns, drop " + drop);
      }
    }
  }

  /**
   * Checks the ranges.
   *
   * @param delayNs not negative
   * @param timeoutNs positive
   * @param window at least 1
   * @param quantile above 0, at most 1
   * @param inject faults, or empty
   * @throws IllegalArgumentException if one is out of its range
   */
  public ExecutionSpec {
    Objects.requireNonNull(inject, "inject");
    boolean sound =
        delayNs.orElse(0) >= 0 && timeoutNs > 0 && window >= 1 && quantile > 0 && quantile <= 1;
    if (!sound) {
      throw new IllegalArgumentException(
          "delay " + delayNs + ", timeout " + timeoutNs + " ns, " + window + " x " + quantile);
    }
  }
}

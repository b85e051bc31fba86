package io.escapement.policy.stage;

import io.escapement.policy.observation.ResetOnEntry;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run uses a policy.
 *
 * @param policyName the policy's part of its channels' names, {@code policy} for the main one
 * @param controlPeriodNs time between two ticks, nanoseconds
 * @param reset when the policy starts afresh, empty for only at the start of the run
 */
public record PolicyOptions(String policyName, long controlPeriodNs, Optional<ResetOnEntry> reset) {

  /** Name of a run's main policy. */
  public static final String MAIN = "policy";

  /**
   * Checks the options.
   *
   * @param policyName part of channel names
   * @param controlPeriodNs nanoseconds, positive
   * @param reset when the policy starts afresh
   * @throws IllegalArgumentException if the period is not positive
   */
  public PolicyOptions {
    Objects.requireNonNull(policyName, "policyName");
    Objects.requireNonNull(reset, "reset");
    if (controlPeriodNs <= 0) {
      throw new IllegalArgumentException("control period " + controlPeriodNs + " ns");
    }
  }

  /**
   * A run's main policy that starts afresh only at the start.
   *
   * @param controlPeriodNs time between two ticks, nanoseconds
   * @return the options
   */
  public static PolicyOptions main(long controlPeriodNs) {
    return new PolicyOptions(MAIN, controlPeriodNs, Optional.empty());
  }

  /**
   * The same with a reset.
   *
   * @param entry when the policy starts afresh
   * @return a copy
   */
  public PolicyOptions resetOn(ResetOnEntry entry) {
    return new PolicyOptions(policyName, controlPeriodNs, Optional.of(entry));
  }
}

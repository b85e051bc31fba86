package io.escapement.policy.stage;

import io.escapement.controller.extension.Extensions;
import io.escapement.policy.observation.RefinedAction;
import io.escapement.policy.observation.ResetOnEntry;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run uses a policy.
 *
 * @param policyName the policy's part of its channels' names, {@code policy} for the main one
 * @param controlPeriodNs time between two ticks, nanoseconds
 * @param reset when the policy starts afresh, empty for only at the start of the run
 * @param refined whether its command is still to be refined, and so not yet the run's
 * @param refines the action that it refines, empty for a policy that commands by itself
 * @param extensions where its form and its observation terms are looked up
 */
public record PolicyOptions(
    String policyName,
    long controlPeriodNs,
    Optional<ResetOnEntry> reset,
    boolean refined,
    Optional<RefinedAction> refines,
    Extensions extensions) {

  /** Name of a run's main policy. */
  public static final String MAIN = "policy";

  /**
   * Checks the options.
   *
   * @param policyName part of channel names
   * @param controlPeriodNs nanoseconds, positive
   * @param reset when the policy starts afresh
   * @param refined whether its command is still to be refined
   * @param refines the action that it refines
   * @param extensions where parts are looked up
   * @throws IllegalArgumentException if the period is not positive
   */
  public PolicyOptions {
    Objects.requireNonNull(policyName, "policyName");
    Objects.requireNonNull(reset, "reset");
    Objects.requireNonNull(refines, "refines");
    Objects.requireNonNull(extensions, "extensions");
    if (controlPeriodNs <= 0) {
      throw new IllegalArgumentException("control period " + controlPeriodNs + " ns");
    }
  }

  /**
   * A run's main policy that starts afresh only at the start, with parts from the class path.
   *
   * @param controlPeriodNs time between two ticks, nanoseconds
   * @return the options
   */
  public static PolicyOptions main(long controlPeriodNs) {
    return new PolicyOptions(
        MAIN, controlPeriodNs, Optional.empty(), false, Optional.empty(), Extensions.onClassPath());
  }

  /**
   * The same with a reset.
   *
   * @param entry when the policy starts afresh
   * @return a copy
   */
  public PolicyOptions resetOn(ResetOnEntry entry) {
    return new PolicyOptions(
        policyName, controlPeriodNs, Optional.of(entry), refined, refines, extensions);
  }

  /**
   * The same, for a policy whose command is still to be refined.
   *
   * @return a copy
   */
  public PolicyOptions toBeRefined() {
    return new PolicyOptions(policyName, controlPeriodNs, reset, true, refines, extensions);
  }

  /**
   * The same with parts from elsewhere.
   *
   * @param others where form and observation terms are looked up
   * @return a copy
   */
  public PolicyOptions extensions(Extensions others) {
    return new PolicyOptions(policyName, controlPeriodNs, reset, refined, refines, others);
  }

  /**
   * The same for a further policy that commands by itself in the place of the main one.
   *
   * @param name the policy's part of its channels' names
   * @param entry when it starts afresh
   * @return a copy
   */
  public PolicyOptions further(String name, ResetOnEntry entry) {
    return new PolicyOptions(
        name, controlPeriodNs, Optional.of(entry), false, Optional.empty(), extensions);
  }

  /**
   * The same for a policy that refines the action of another, on the same ticks of reset.
   *
   * @param name the refinement's part of its channels' names
   * @param base the action that it refines
   * @return a copy
   */
  public PolicyOptions refining(String name, RefinedAction base) {
    return new PolicyOptions(name, controlPeriodNs, reset, false, Optional.of(base), extensions);
  }
}

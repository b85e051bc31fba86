package io.escapement.policy.stage;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.policy.inference.ModelSignature;
import java.util.List;
import java.util.Optional;

/**
 * What a check of a policy found.
 *
 * @param problems everything that does not hold; empty if the policy may run
 * @param notices what a user should know
 * @param engine identity of the engine that the model was tried with
 * @param signature the model's, empty if it could not be loaded
 * @param policy the bundle on the robot, empty if they do not fit
 * @param goldenCases golden vectors that were compared
 * @param goldenWorst greatest difference among them
 */
public record PolicyReport(
    List<Problem> problems,
    List<String> notices,
    String engine,
    Optional<ModelSignature> signature,
    Optional<ResolvedPolicy> policy,
    int goldenCases,
    double goldenWorst) {

  /**
   * Keeps copies.
   *
   * @param problems everything that does not hold
   * @param notices what a user should know
   * @param engine identity of the engine
   * @param signature the model's
   * @param policy the bundle on the robot
   * @param goldenCases golden vectors that were compared
   * @param goldenWorst greatest difference
   */
  public PolicyReport {
    problems = List.copyOf(problems);
    notices = List.copyOf(notices);
  }

  /**
   * Refuses a policy that does not hold.
   *
   * @throws PreflightException with every problem, if there is any
   */
  public void demand() {
    if (!problems.isEmpty()) {
      throw new PreflightException(problems);
    }
  }

  /**
   * The same with other problems and notices.
   *
   * @param others everything that does not hold
   * @param toKnow what a user should know
   * @return a copy
   */
  public PolicyReport with(List<Problem> others, List<String> toKnow) {
    return new PolicyReport(others, toKnow, engine, signature, policy, goldenCases, goldenWorst);
  }
}

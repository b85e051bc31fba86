package io.escapement.policy.stage;

import io.escapement.controller.config.Problem;
import java.util.List;

/**
 * What a form found in a model.
 *
 * @param problems everything that does not fit; empty if the model can be run
 * @param notices what a user should know, such as a batch dimension that was set to 1
 * @param goldenCases golden vectors that were compared
 * @param goldenWorst greatest difference among them
 */
public record ModelCheck(
    List<Problem> problems, List<String> notices, int goldenCases, double goldenWorst) {

  /** Nothing was found, and nothing had to be. */
  public static final ModelCheck NONE = new ModelCheck(List.of(), List.of(), 0, 0);

  /**
   * Keeps copies.
   *
   * @param problems everything that does not fit
   * @param notices what a user should know
   * @param goldenCases golden vectors that were compared
   * @param goldenWorst greatest difference
   */
  public ModelCheck {
    problems = List.copyOf(problems);
    notices = List.copyOf(notices);
  }
}

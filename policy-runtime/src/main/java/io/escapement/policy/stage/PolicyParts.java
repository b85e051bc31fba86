package io.escapement.policy.stage;

import io.escapement.controller.stage.Stage;
import io.escapement.policy.asynchronous.OffLoop;
import java.util.List;
import java.util.Optional;

/**
 * What a policy brings to a pipeline.
 *
 * @param stages in the order in which they are to be added; they close everything
 * @param offLoop what it does beside the loop, empty if all of it runs inline
 */
public record PolicyParts(List<Stage> stages, Optional<OffLoop> offLoop) {

  /**
   * Keeps a copy.
   *
   * @param stages in order
   * @param offLoop what it does beside the loop
   */
  public PolicyParts {
    stages = List.copyOf(stages);
  }

  /**
   * A policy that runs inline.
   *
   * @param stages in order
   * @return its parts
   */
  public static PolicyParts inline(List<Stage> stages) {
    return new PolicyParts(stages, Optional.empty());
  }
}

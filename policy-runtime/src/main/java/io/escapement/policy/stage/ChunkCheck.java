package io.escapement.policy.stage;

import io.escapement.controller.config.Problem;
import io.escapement.policy.bundle.ChunkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds a chunk and its execution against the loop and the model. */
final class ChunkCheck {

  private ChunkCheck() {}

  /**
   * Checks what can be known without the model.
   *
   * @param policy the bundle on the robot
   * @param options how the run uses it
   * @return what does not fit
   */
  static List<Problem> problems(ResolvedPolicy policy, PolicyOptions options) {
    List<Problem> problems = new ArrayList<>();
    ChunkSpec chunk = policy.bundle().chunk().orElse(null);
    if (chunk == null) {
      return problems;
    }
    if (chunk.stepNs() % options.controlPeriodNs() != 0) {
      problems.add(
          policy
              .bundle()
              .places()
              .of("chunk.step")
              .preflight()
              .summary("the chunk's step is no multiple of the loop's period")
              .expected("a multiple of " + options.controlPeriodNs() / 1e6 + " ms")
              .found(chunk.stepNs() / 1e6 + " ms")
              .remedy("set loop.rate_hz to a multiple of the actions' rate")
              .problem());
    }
    if (chunk.critic().equals(Optional.of(policy.bundle().output()))) {
      problems.add(
          policy
              .bundle()
              .places()
              .of("chunk.critic")
              .preflight()
              .summary("the critic's output is that of the actions")
              .expected("an output with a value for each length of the chunk")
              .found('"' + policy.bundle().output() + '"')
              .remedy("name another output, or leave out the critic")
              .problem());
    }
    if (policy.bundle().execution().isPresent() && chunk.critic().isPresent()) {
      problems.add(
          policy
              .bundle()
              .places()
              .of("chunk.critic")
              .preflight()
              .summary(
                  "a critic says when the next inference begins, and beside the loop it is late")
              .expected("inline execution")
              .remedy("leave out the critic, or the execution")
              .problem());
    }
    return problems;
  }

  /**
   * Checks the critic's output.
   *
   * @param policy the bundle on the robot
   * @param bound the model's tensors
   * @throws io.escapement.controller.config.PreflightException if it does not have a value for each
   *     length
   */
  static void demandFitting(ResolvedPolicy policy, BoundModel bound) {
    ChunkSpec chunk = policy.bundle().chunk().orElse(null);
    if (chunk == null || chunk.critic().isEmpty()) {
      return;
    }
    for (BoundTensor tensor : bound.furtherOutputs()) {
      if (tensor.tensor().equals(chunk.critic().get()) && tensor.size() != chunk.length()) {
        throw policy
            .bundle()
            .places()
            .of("chunk.critic")
            .preflight()
            .summary("the output " + tensor.tensor() + " does not score each length of the chunk")
            .expected(chunk.length() + " elements")
            .found("the shape " + tensor.shape())
            .build();
      }
    }
  }
}

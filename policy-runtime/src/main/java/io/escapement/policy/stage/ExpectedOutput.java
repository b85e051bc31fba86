package io.escapement.policy.stage;

import io.escapement.policy.bundle.ChunkSpec;
import io.escapement.policy.bundle.HeadSpec;

/**
 * What the main output of a model must hold.
 *
 * @param size number of elements
 * @param meaning the same in words, for messages
 */
record ExpectedOutput(int size, String meaning) {

  /**
   * What a sampler is conditioned on, or one element for each of the action, or two if the head
   * takes both its parameters there; so many for each action of a chunk.
   */
  static ExpectedOutput action(ResolvedPolicy policy) {
    if (policy.bundle().sampler().isPresent()) {
      return new ExpectedOutput(TensorBinder.ANY_SIZE, "a condition of any size");
    }
    int rows = policy.bundle().chunk().map(ChunkSpec::length).orElse(1);
    int actions = rows * policy.actions().size();
    boolean halves = policy.bundle().head().map(HeadSpec::halves).orElse(false);
    return new ExpectedOutput(
        policy.bundle().head().map(head -> head.mainSize(actions)).orElse(actions),
        (halves ? 2 * actions + " elements, two for each" : actions + " elements, one for each")
            + " joint of the actions ("
            + String.join(", ", policy.actions().labels())
            + ")"
            + (rows == 1 ? "" : ", " + rows + " actions in a chunk"));
  }
}

package io.escapement.policy.stage;

/**
 * What the main output of a model must hold.
 *
 * @param size number of elements
 * @param meaning the same in words, for messages
 */
record ExpectedOutput(int size, String meaning) {

  /** One element for each of the action. */
  static ExpectedOutput action(ResolvedPolicy policy) {
    int size = policy.actions().size();
    return new ExpectedOutput(
        size,
        size
            + " elements, one for each joint of the actions ("
            + String.join(", ", policy.actions().labels())
            + ")");
  }
}

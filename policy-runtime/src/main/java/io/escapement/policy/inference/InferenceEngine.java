package io.escapement.policy.inference;

import java.util.Optional;

/**
 * A library that evaluates models. Engines are stateless and may be shared by threads; what they
 * load may not.
 */
public interface InferenceEngine {

  /**
   * Names library, version and every option that can change a bit of the results; it goes into the
   * journal's header.
   *
   * @return one line
   */
  String identity();

  /**
   * Why this engine cannot express a model. It is cheap: nothing is loaded or compiled.
   *
   * @param model the file's bytes
   * @return the reason in a user's words, with the node and the operator named; empty if the engine
   *     can express the model
   */
  default Optional<String> refusal(byte[] model) {
    return Optional.empty();
  }

  /**
   * Whether a call waits for another device than the caller's processor. If not, all of its work is
   * done by the thread that calls, and that thread's processor time is what it costs.
   *
   * @return true for a GPU
   */
  default boolean waitsForDevice() {
    return false;
  }

  /**
   * Loads a model. Not for the loop's thread.
   *
   * @param where the model's file, for messages
   * @param model the file's bytes
   * @return the model, to be closed by the caller
   * @throws io.escapement.controller.config.PreflightException if the engine cannot read or run it;
   *     the message is the engine's own
   */
  InferenceModel load(String where, byte[] model);
}

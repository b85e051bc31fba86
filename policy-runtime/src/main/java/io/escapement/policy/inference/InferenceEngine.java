package io.escapement.policy.inference;

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

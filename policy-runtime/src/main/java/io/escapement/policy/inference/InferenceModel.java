package io.escapement.policy.inference;

import java.util.List;

/** A loaded model. Used by one thread at a time. */
public interface InferenceModel extends AutoCloseable {

  /**
   * What the model says about itself.
   *
   * @return the signature, fixed for the life of the model
   */
  ModelSignature signature();

  /**
   * Binds the model to memory, once. Not for the loop's thread.
   *
   * @param inputs memory for each input of the model, in any order
   * @param outputs memory for the outputs that are wanted; those left out are not computed
   * @return the binding, to be closed before the model
   * @throws io.escapement.controller.config.PreflightException if a tensor is missing, unknown, or
   *     of another type, shape or size than its memory
   */
  InferenceBinding bind(List<TensorMemory> inputs, List<TensorMemory> outputs);

  /** Releases the model; its bindings must be closed. */
  @Override
  void close();
}

package io.escapement.policy.inference;

/**
 * A model bound to memory: reads its inputs there and writes its outputs there. Recurrent state is
 * bound as one more input and one more output, and copied between calls by the caller. Used by one
 * thread at a time.
 */
public interface InferenceBinding extends AutoCloseable {

  /**
   * Evaluates the model on what lies in the inputs. Allocates nothing, starts no thread and waits
   * for nothing.
   *
   * @return true if the outputs were written; false if the engine refused, and then {@link
   *     #failure()} says why and the outputs mean nothing
   */
  boolean run();

  /**
   * Why the first failing {@link #run()} failed.
   *
   * @return the engine's message, empty if none has failed; for reports, not for the loop's thread
   */
  String failure();

  /** Releases the binding; the memory stays the caller's. */
  @Override
  void close();
}

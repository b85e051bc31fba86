package io.escapement.controller.stage;

/**
 * Repeats on replay what a live run computed beside its loop and took in as an input, such as the
 * result of an inference on another thread.
 *
 * <p>The question stands in {@code memory} channels as the tick before left them, the answer in
 * {@code input} channels, which the journal has just filled. The answer is computed once more in
 * their place and compared as an engine's output is; the stages then see the journaled one. A live
 * pipeline has no recomputations: there a {@link Source} brings the answer.
 */
public interface Recomputation extends AutoCloseable {

  /**
   * Name for messages.
   *
   * @return a short name
   */
  String name();

  /**
   * Declares the memory channels that hold the question ({@link Wiring#readsPrevious}), the inputs
   * that tell whether there is an answer ({@link Wiring#reads}), and the inputs that are computed
   * again ({@link Wiring#writes}), as their source declared them. Called once.
   *
   * @param wiring takes the declarations
   */
  void declare(Wiring wiring);

  /** Makes native bindings to the record's memory. Called once, after the handles are attached. */
  default void initialise() {}

  /**
   * Computes the answer that came on this tick once more, before the tick's stages.
   *
   * @return true if the inputs were written and are to be compared; false if this tick brought none
   */
  boolean recompute();

  /** Releases native resources; called once. */
  @Override
  default void close() {}
}

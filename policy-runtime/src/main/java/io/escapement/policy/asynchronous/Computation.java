package io.escapement.policy.asynchronous;

import io.escapement.policy.inference.InferenceBinding;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What is computed beside the loop: a pure function from the parts of a request to those of an
 * answer. Closed by whoever owns it, after its bindings.
 */
public interface Computation extends AutoCloseable {

  /**
   * Binds to memory, once. Not on the loop's thread.
   *
   * @param request one buffer a part, floats in native order, in the order of the parts
   * @param answer one buffer a part
   * @return what computes there, used by one thread at a time
   */
  InferenceBinding bind(List<ByteBuffer> request, List<ByteBuffer> answer);

  /** Releases models. */
  @Override
  void close();
}

package io.escapement.policy.inference;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * Memory to bind to a tensor of a model.
 *
 * @param tensor the tensor's name
 * @param memory a direct buffer in native byte order, exactly as long as the tensor; it belongs to
 *     the caller and must outlive the binding
 * @param shape the tensor's dimensions, none of them dynamic
 */
public record TensorMemory(String tensor, ByteBuffer memory, List<Long> shape) {

  /**
   * Checks that native code can work in the memory.
   *
   * @param tensor the tensor's name
   * @param memory a direct buffer
   * @param shape dimensions of 1 or more
   * @throws IllegalArgumentException if the buffer is not direct or a dimension not positive
   */
  public TensorMemory {
    Objects.requireNonNull(tensor, "tensor");
    shape = List.copyOf(shape);
    if (!memory.isDirect()) {
      throw new IllegalArgumentException("tensor " + tensor + ": expected a direct buffer");
    }
    if (shape.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "tensor " + tensor + ": expected positive dimensions, found " + shape);
    }
  }

  /**
   * Number of elements.
   *
   * @return the product of the dimensions
   */
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}

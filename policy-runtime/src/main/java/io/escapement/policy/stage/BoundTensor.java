package io.escapement.policy.stage;

import io.escapement.policy.inference.TensorMemory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * A tensor of a model and the channel that it is bound to.
 *
 * @param tensor the tensor's name
 * @param shape its dimensions, none dynamic
 * @param channel name of the channel
 */
public record BoundTensor(String tensor, List<Long> shape, String channel) {

  /**
   * Keeps a copy.
   *
   * @param tensor the tensor's name
   * @param shape its dimensions
   * @param channel name of the channel
   */
  public BoundTensor {
    Objects.requireNonNull(tensor, "tensor");
    shape = List.copyOf(shape);
    Objects.requireNonNull(channel, "channel");
  }

  /**
   * Number of elements.
   *
   * @return the product of the dimensions
   */
  public int size() {
    return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
  }

  /**
   * The tensor in a piece of memory.
   *
   * @param memory a direct buffer of {@code 4 size()} bytes
   * @return what an engine binds
   */
  public TensorMemory in(ByteBuffer memory) {
    return new TensorMemory(tensor, memory, shape);
  }
}

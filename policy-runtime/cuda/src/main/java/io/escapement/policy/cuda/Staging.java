package io.escapement.policy.cuda;

import io.escapement.policy.inference.TensorMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors side by side in one block of a device's memory, so that one copy moves all of them.
 * Filling and draining allocate nothing.
 */
final class Staging implements AutoCloseable {

  /** Not an address of this staging. */
  static final long NOT_STAGED = 0;

  /** Kernels load wide words, and CUDA's own allocations begin at multiples of this. */
  private static final int ALIGNMENT = 256;

  private final DeviceMemory memory;
  private final DeviceMemory.Block block;
  private final TensorMemory[] tensors;
  private final ByteBuffer[] channels;
  private final ByteBuffer[] places;
  private final long[] offsets;

  private Staging(DeviceMemory memory, DeviceMemory.Block block, List<TensorMemory> tensors) {
    this.memory = memory;
    this.block = block;
    this.tensors = tensors.toArray(TensorMemory[]::new);
    List<ByteBuffer> own = new ArrayList<>();
    List<ByteBuffer> given = new ArrayList<>();
    offsets = new long[tensors.size()];
    long offset = 0;
    for (int i = 0; i < offsets.length; i++) {
      ByteBuffer channel = this.tensors[i].memory();
      offsets[i] = offset;
      given.add(channel);
      own.add(
          block.host().getByteBuffer(offset, channel.capacity()).order(ByteOrder.nativeOrder()));
      offset += aligned(channel.capacity());
    }
    channels = given.toArray(ByteBuffer[]::new);
    places = own.toArray(ByteBuffer[]::new);
  }

  /**
   * Takes memory for tensors.
   *
   * @param tensors memory of the caller's; may be empty, and then nothing is taken
   */
  static Staging of(DeviceMemory memory, List<TensorMemory> tensors) {
    long bytes = tensors.stream().mapToLong(tensor -> aligned(tensor.memory().capacity())).sum();
    return new Staging(memory, bytes == 0 ? null : memory.allocate(bytes), tensors);
  }

  private static long aligned(int bytes) {
    return (bytes + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
  }

  /** Where the device sees a tensor; {@link #NOT_STAGED} if it is not among these. */
  long deviceAddress(TensorMemory tensor) {
    for (int i = 0; i < tensors.length; i++) {
      if (tensors[i].tensor().equals(tensor.tensor())) {
        return block.device() + offsets[i];
      }
    }
    return NOT_STAGED;
  }

  /** Brings the caller's memory to the device; the number of an error, 0 for none. */
  int fill() {
    if (channels.length == 0) {
      return 0;
    }
    for (int i = 0; i < channels.length; i++) {
      places[i].put(0, channels[i], 0, channels[i].capacity());
    }
    return memory.toDevice(block);
  }

  /** Brings what the device computed to the caller's memory; the number of an error, 0 for none. */
  int drain() {
    if (channels.length == 0) {
      return 0;
    }
    int error = memory.toHost(block);
    for (int i = 0; error == 0 && i < channels.length; i++) {
      channels[i].put(0, places[i], 0, channels[i].capacity());
    }
    return error;
  }

  @Override
  public void close() {
    if (block != null) {
      memory.release(block);
    }
  }
}

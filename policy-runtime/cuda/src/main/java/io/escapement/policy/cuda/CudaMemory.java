package io.escapement.policy.cuda;

import static org.bytedeco.onnxruntime.global.onnxruntime.OrtDeviceAllocator;
import static org.bytedeco.onnxruntime.global.onnxruntime.OrtMemTypeDefault;

import com.sun.jna.Pointer;
import io.escapement.policy.inference.CudaSettings;
import io.escapement.policy.inference.onnxruntime.OrtLibrary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.onnxruntime.OrtMemoryInfo;

/**
 * Memory of a CUDA device: pinned memory of the host, which kernels read and write across the bus
 * without a copy, or the device's own with one copy each way.
 */
final class CudaMemory implements DeviceMemory {

  private static final String CUDA = "Cuda";

  private final CudaRuntime cuda;
  private final int device;
  private final boolean pinned;
  // CUDA keeps the device of each thread.
  private Thread thread;

  CudaMemory(CudaRuntime cuda, int device, CudaSettings.Memory memory) {
    this.cuda = cuda;
    this.device = device;
    this.pinned = memory == CudaSettings.Memory.PINNED;
  }

  @Override
  public OrtMemoryInfo description(String where) {
    return OrtLibrary.make(
        where,
        OrtMemoryInfo.class,
        out -> {
          try (BytePointer name = new BytePointer(CUDA)) {
            return OrtLibrary.API.CreateMemoryInfo(
                name, OrtDeviceAllocator, device, OrtMemTypeDefault, out);
          }
        });
  }

  @Override
  public Block allocate(long bytes) {
    demandDevice();
    Pointer host = cuda.allocateOnHost(bytes);
    try {
      Pointer there = pinned ? cuda.seenByDevice(host) : cuda.allocateOnDevice(bytes);
      return new Block(host, Pointer.nativeValue(there), bytes);
    } catch (CudaException e) {
      cuda.releaseOnHost(host);
      throw e;
    }
  }

  @Override
  public void release(Block block) {
    demandDevice();
    cuda.releaseOnHost(block.host());
    if (!pinned) {
      cuda.releaseOnDevice(new Pointer(block.device()));
    }
  }

  private void demandDevice() {
    int error = use();
    if (error != 0) {
      throw new CudaException(cuda.words(error));
    }
  }

  private int use() {
    thread = Thread.currentThread();
    return cuda.use(device);
  }

  @Override
  public int toDevice(Block block) {
    if (pinned) {
      return 0;
    }
    int error = thread == Thread.currentThread() ? 0 : use();
    return error != 0 ? error : cuda.toDevice(block.device(), block.hostAddress(), block.bytes());
  }

  @Override
  public int toHost(Block block) {
    return pinned ? 0 : cuda.toHost(block.hostAddress(), block.device(), block.bytes());
  }

  @Override
  public String words(int error) {
    return cuda.words(error);
  }
}

package io.escapement.policy.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.escapement.policy.inference.onnxruntime.OrtLibrary;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.onnxruntime.OrtMemoryInfo;
import org.bytedeco.onnxruntime.global.onnxruntime;

/**
 * The host's own memory in the place of a device's: each block has a part for either side, and the
 * C library copies between them as CUDA would.
 */
final class HostMemory implements DeviceMemory {

  private final Map<Long, Memory> taken = new HashMap<>();
  private int error;

  /** From now on no copy succeeds. */
  void fail(int number) {
    error = number;
  }

  /** Whether everything was given back. */
  boolean isFree() {
    return taken.isEmpty();
  }

  @Override
  public OrtMemoryInfo description(String where) {
    return OrtLibrary.make(
        where,
        OrtMemoryInfo.class,
        out ->
            OrtLibrary.API.CreateCpuMemoryInfo(
                onnxruntime.OrtArenaAllocator, onnxruntime.OrtMemTypeDefault, out));
  }

  @Override
  public Block allocate(long bytes) {
    Memory both = new Memory(2 * bytes);
    both.clear();
    taken.put(Pointer.nativeValue(both), both);
    return new Block(both, Pointer.nativeValue(both) + bytes, bytes);
  }

  @Override
  public void release(Block block) {
    taken.remove(block.hostAddress());
  }

  @Override
  public int toDevice(Block block) {
    C.memcpy(block.device(), block.hostAddress(), block.bytes());
    return error;
  }

  @Override
  public int toHost(Block block) {
    C.memcpy(block.hostAddress(), block.device(), block.bytes());
    return error;
  }

  @Override
  public String words(int number) {
    return "error " + number;
  }

  /** Bound to numbers, as CUDA's copies are. */
  private static final class C {

    static {
      Native.register(C.class, "libc.so.6");
    }

    private C() {}

    static native long memcpy(long to, long from, long bytes);
  }
}

package io.escapement.policy.cuda;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The few functions of CUDA's runtime library that ONNX Runtime's C interface does not offer:
 * memory that the device reaches, copies, and what the device is. A process uses one.
 */
final class CudaRuntime {

  private static final int SUCCESS = 0;
  private static final int PORTABLE_AND_MAPPED = 0x01 | 0x02;
  private static final int TO_DEVICE = 1;
  private static final int TO_HOST = 2;
  private static final int CAPABILITY_MAJOR = 75;
  private static final int CAPABILITY_MINOR = 76;

  private static CudaRuntime loaded;

  private CudaRuntime() {}

  /**
   * The runtime library.
   *
   * @param name its name, such as {@code libcudart.so.13}; it must be loadable
   */
  static synchronized CudaRuntime of(String name) {
    if (loaded == null) {
      Native.register(Functions.class, NativeLibrary.getInstance(name));
      loaded = new CudaRuntime();
    }
    return loaded;
  }

  /** Number of devices; negative if CUDA refuses, and then the number is that of its error. */
  int devices() {
    IntByReference count = new IntByReference();
    int status = Functions.cudaGetDeviceCount(count);
    return status == SUCCESS ? count.getValue() : -status;
  }

  /** The compute capability, such as {@code sm_90}. */
  String capability(int device) {
    return "sm_" + attribute(CAPABILITY_MAJOR, device) + attribute(CAPABILITY_MINOR, device);
  }

  private static int attribute(int attribute, int device) {
    IntByReference value = new IntByReference();
    demand(Functions.cudaDeviceGetAttribute(value, attribute, device));
    return value.getValue();
  }

  /** The version of the library, such as {@code 13.0}. */
  String version() {
    IntByReference version = new IntByReference();
    demand(Functions.cudaRuntimeGetVersion(version));
    return CudaVersion.text(version.getValue());
  }

  /** The latest version that the driver knows, such as {@code 13.0}; 0.0 if there is no driver. */
  String driverVersion() {
    IntByReference version = new IntByReference();
    demand(Functions.cudaDriverGetVersion(version));
    return CudaVersion.text(version.getValue());
  }

  /** Makes a device that of the calling thread; the number of an error, 0 for none. */
  int use(int device) {
    return Functions.cudaSetDevice(device);
  }

  /** Page-locked memory of the host that every device sees. */
  Pointer allocateOnHost(long bytes) {
    PointerByReference memory = new PointerByReference();
    demand(Functions.cudaHostAlloc(memory, bytes, PORTABLE_AND_MAPPED));
    return memory.getValue();
  }

  /** Where the calling thread's device sees memory of {@link #allocateOnHost}. */
  Pointer seenByDevice(Pointer host) {
    PointerByReference address = new PointerByReference();
    demand(Functions.cudaHostGetDevicePointer(address, host, 0));
    return address.getValue();
  }

  /** Memory of the calling thread's device. */
  Pointer allocateOnDevice(long bytes) {
    PointerByReference memory = new PointerByReference();
    demand(Functions.cudaMalloc(memory, bytes));
    return memory.getValue();
  }

  void releaseOnHost(Pointer memory) {
    demand(Functions.cudaFreeHost(memory));
  }

  void releaseOnDevice(Pointer memory) {
    demand(Functions.cudaFree(memory));
  }

  /** Copies from page-locked memory, and has done so on return; an error's number, 0 for none. */
  int toDevice(long device, long host, long bytes) {
    return Functions.cudaMemcpy(device, host, bytes, TO_DEVICE);
  }

  /** Copies to page-locked memory, and has done so on return; an error's number, 0 for none. */
  int toHost(long host, long device, long bytes) {
    return Functions.cudaMemcpy(host, device, bytes, TO_HOST);
  }

  /** CUDA's words for an error. */
  String words(int error) {
    return Functions.cudaGetErrorString(error) + " (CUDA error " + error + ")";
  }

  private static void demand(int status) {
    if (status != SUCCESS) {
      throw new CudaException(
          Functions.cudaGetErrorString(status) + " (CUDA error " + status + ")");
    }
  }

  /** Bound once, to numbers where a call is on the loop's thread: such calls make no garbage. */
  private static final class Functions {

    private Functions() {}

    static native int cudaGetDeviceCount(IntByReference count);

    static native int cudaDeviceGetAttribute(IntByReference value, int attribute, int device);

    static native int cudaRuntimeGetVersion(IntByReference version);

    static native int cudaDriverGetVersion(IntByReference version);

    static native int cudaSetDevice(int device);

    static native int cudaHostAlloc(PointerByReference memory, long bytes, int flags);

    static native int cudaHostGetDevicePointer(PointerByReference address, Pointer host, int flags);

    static native int cudaMalloc(PointerByReference memory, long bytes);

    static native int cudaFreeHost(Pointer memory);

    static native int cudaFree(Pointer memory);

    static native int cudaMemcpy(long to, long from, long bytes, int kind);

    static native String cudaGetErrorString(int error);
  }
}

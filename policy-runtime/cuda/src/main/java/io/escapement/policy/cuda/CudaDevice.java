package io.escapement.policy.cuda;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.escapement.policy.inference.onnxruntime.SharedLibrary;
import java.util.Optional;

/**
 * What computes, as far as it can change a bit of the results.
 *
 * @param name the device's model
 * @param capability its compute capability, such as {@code sm_90}
 * @param cuda version of the runtime library
 * @param driver latest version of CUDA that the driver knows
 * @param cudnn version of cuDNN, empty if it is not used
 */
record CudaDevice(String name, String capability, String cuda, String driver, String cudnn) {

  private static final int NAME_BYTES = 256;

  /** Asks for a device, of which {@link CudaRuntime#devices()} must have said that it is there. */
  static CudaDevice of(CudaLibraries libraries, int device) {
    CudaRuntime runtime = CudaRuntime.of(libraries.runtime().orElseThrow());
    return new CudaDevice(
        name(device),
        runtime.capability(device),
        runtime.version(),
        runtime.driverVersion(),
        libraries.cudnn().map(CudaDevice::cudnn).orElse(""));
  }

  /** The runtime library tells the name within a struct that changes; the driver tells it alone. */
  private static String name(int device) {
    SharedLibrary driver = SharedLibrary.open(CudaLibraries.DRIVER);
    Optional<Pointer> get = driver.symbol("cuDeviceGet");
    Optional<Pointer> getName = driver.symbol("cuDeviceGetName");
    IntByReference handle = new IntByReference();
    try (Memory name = new Memory(NAME_BYTES)) {
      name.clear();
      boolean told =
          get.isPresent()
              && getName.isPresent()
              && call(get.get(), handle, device) == 0
              && call(getName.get(), name, NAME_BYTES, handle.getValue()) == 0;
      return told ? name.getString(0) : "device " + device;
    }
  }

  private static String cudnn(String library) {
    return SharedLibrary.open(library)
        .symbol("cudnnGetVersion")
        .map(get -> CudaVersion.cudnn(Function.getFunction(get).invokeLong(new Object[0])))
        .orElse("");
  }

  private static int call(Pointer function, Object... arguments) {
    return Function.getFunction(function).invokeInt(arguments);
  }

  /** For the engine's identity. */
  String text() {
    return name
        + " "
        + capability
        + ", CUDA "
        + cuda
        + ", driver "
        + driver
        + (cudnn.isEmpty() ? "" : ", cuDNN " + cudnn);
  }
}

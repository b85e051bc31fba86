package io.escapement.policy.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.escapement.policy.inference.onnxruntime.OrtNatives;
import io.escapement.policy.inference.onnxruntime.SharedLibrary;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CudaLibrariesTest {

  @Test
  void everyLibraryThatIsMissingIsNamedWithThePackagesThatBringIt() {
    String remedy =
        CudaLibraries.remedy(
            List.of("libcudart.so.13", "libcublasLt.so.13", "libcublas.so.13", "libcudnn.so.9"),
            CudaLibraries.OF_THE_PRESETS.names());
    assertTrue(
        remedy.contains("apt install cuda-cudart-13-0 libcublas-13-0 libcudnn9-cuda-13;"), remedy);
    assertTrue(
        remedy.contains("pip install nvidia-cuda-runtime nvidia-cublas nvidia-cudnn-cu13 "),
        remedy);
    assertTrue(remedy.contains("LD_LIBRARY_PATH"), remedy);
  }

  @Test
  void thePackagesAreThoseOfTheProvidersOwnCuda() {
    List<String> older = List.of("libcudart.so.12", "libcufft.so.11", "libcudnn.so.9");
    String remedy = CudaLibraries.remedy(older, older);
    assertTrue(remedy.contains("cuda-cudart-12-0 libcufft-12-0 libcudnn9-cuda-12;"), remedy);
  }

  @Test
  void aLibraryThatIsNotThereIsSaidInTheSystemsWordsToo() {
    String missing =
        new CudaLibraries(List.of("libcudart.so.999", "libc.so.6")).missing().orElseThrow();
    assertTrue(missing.contains("CUDA's libcudart.so.999 cannot be loaded"), missing);
    assertTrue(missing.contains("cannot open shared object file"), missing);
    assertFalse(missing.contains("libc.so.6"), missing);
  }

  @Test
  void theDriverIsAskedForFirst() {
    assumeTrue(SharedLibrary.failure(CudaLibraries.DRIVER).isPresent(), "there is a driver here");
    String missing = CudaLibraries.OF_THE_PRESETS.missing().orElseThrow();
    assertTrue(missing.startsWith("NVIDIA's driver is missing (libcuda.so.1"), missing);
    assertTrue(missing.contains("nvidia-driver"), missing);
  }

  @Test
  void theListForThePresetsIsThatOfTheirProvider() throws IOException {
    assumeTrue(OrtNatives.hasGpuBuild(), "needs the profile cuda");
    assertEquals(
        CudaLibraries.OF_THE_PRESETS, CudaLibraries.of(OrtNatives.provide(CudaLibraries.PROVIDER)));
  }

  @Test
  void versionsAreReadAsCudaWritesThem() {
    assertEquals("13.0", CudaVersion.text(13000));
    assertEquals("12.6", CudaVersion.text(12060));
    assertEquals("9.14.0", CudaVersion.cudnn(91400));
    assertEquals("9.8.1", CudaVersion.cudnn(90801));
  }
}

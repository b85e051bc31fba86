package io.escapement.policy.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.extension.Extensions;
import io.escapement.policy.inference.CudaSettings;
import io.escapement.policy.inference.EngineProvider;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.onnxruntime.OrtNatives;
import io.escapement.policy.inference.onnxruntime.SharedLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaEngineProviderTest {

  private final EngineProvider provider = new CudaEngineProvider();

  @Test
  void itIsFoundByItsName() {
    try (Extensions extensions = Extensions.onClassPath()) {
      List<String> names =
          extensions.load(EngineProvider.class).stream().map(EngineProvider::name).toList();
      assertEquals(List.of("cuda"), names);
    }
  }

  @Test
  void withoutTheBuildItSaysHowToGetIt() {
    assumeFalse(OrtNatives.hasGpuBuild(), "for a build without the profile cuda");
    String why = provider.unavailable(EngineSettings.DEFAULT).orElseThrow();
    assertTrue(why.contains("mvn -Pcuda"), why);
    assertTrue(why.contains("engine.library"), why);
    String message =
        assertThrows(PreflightException.class, () -> provider.create(EngineSettings.DEFAULT))
            .getMessage();
    assertTrue(message.contains("mvn -Pcuda"), message);
  }

  @Test
  void withTheBuildAndWithoutCudaItNamesWhatIsMissing() {
    assumeTrue(OrtNatives.hasGpuBuild(), "needs the profile cuda");
    assumeTrue(SharedLibrary.failure(CudaLibraries.DRIVER).isPresent(), "there is a driver here");
    String why = provider.unavailable(EngineSettings.DEFAULT).orElseThrow();
    assertTrue(why.contains("libcuda.so.1"), why);
  }

  @Test
  void aBuildOfTheUsersMustHaveTheProviderBesideIt(@TempDir Path folder) throws IOException {
    Path library = Files.copy(OrtNatives.require().library(), folder.resolve("libonnxruntime.so"));
    String why = provider.unavailable(settings(library)).orElseThrow();
    assertTrue(why.contains("without CUDA"), why);
    assertTrue(why.contains("libonnxruntime_providers_cuda.so"), why);
  }

  @Test
  void whatTheUsersProviderNeedsIsReadFromItsFile(@TempDir Path folder) throws IOException {
    Path library = Files.copy(OrtNatives.require().library(), folder.resolve("libonnxruntime.so"));
    // A library that asks for nothing of CUDA, in the place of one that carries CUDA inside.
    Files.copy(OrtNatives.require().library(), folder.resolve(CudaLibraries.PROVIDER));
    String why = provider.unavailable(settings(library)).orElseThrow();
    boolean driver = SharedLibrary.failure(CudaLibraries.DRIVER).isEmpty();
    assertTrue(why.contains(driver ? "libcudart.so" : "libcuda.so.1"), why);
  }

  private static EngineSettings settings(Path library) {
    return new EngineSettings(EngineSettings.CUDA, Optional.of(library), CudaSettings.DEFAULT);
  }
}

package io.escapement.policy.cuda;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.EngineProvider;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.onnxruntime.OrtBuild;
import io.escapement.policy.inference.onnxruntime.OrtNatives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Brings ONNX Runtime on a CUDA device, where there is one. */
public final class CudaEngineProvider implements EngineProvider {

  private static final String NO_BUILD =
      "ONNX Runtime's build with CUDA is not on the class path; build with it (mvn -Pcuda"
          + " -DskipTests package), or name a build of your own as engine.library";

  /** Made by the service loader. */
  public CudaEngineProvider() {}

  @Override
  public String name() {
    return EngineSettings.CUDA;
  }

  @Override
  public Optional<String> unavailable(EngineSettings settings) {
    if (settings.library().isEmpty() && !OrtNatives.hasGpuBuild()) {
      return Optional.of(NO_BUILD);
    }
    CudaLibraries libraries = CudaLibraries.OF_THE_PRESETS;
    if (settings.library().isPresent()) {
      Path provider = provider(settings.library().get());
      if (!Files.isRegularFile(provider)) {
        return Optional.of(
            "engine.library is a build without CUDA: there is no "
                + CudaLibraries.PROVIDER
                + " beside it");
      }
      try {
        libraries = CudaLibraries.of(provider);
      } catch (IOException e) {
        return Optional.of(provider + " cannot be read (" + e.getMessage() + ")");
      }
    }
    Optional<String> missing = libraries.missing();
    return missing.isPresent() ? missing : withoutDevice(libraries, settings.cuda().deviceId());
  }

  private static Path provider(Path library) {
    try {
      return library.toRealPath().resolveSibling(CudaLibraries.PROVIDER);
    } catch (IOException e) {
      return library.resolveSibling(CudaLibraries.PROVIDER);
    }
  }

  private static Optional<String> withoutDevice(CudaLibraries libraries, int device) {
    Optional<String> name = libraries.runtime();
    if (name.isEmpty()) {
      return Optional.of("the provider asks for no CUDA runtime library (libcudart.so)");
    }
    CudaRuntime cuda = CudaRuntime.of(name.get());
    int devices = cuda.devices();
    if (devices < 0) {
      return Optional.of(
          "CUDA has no device for this process: "
              + cuda.words(-devices)
              + "; nvidia-smi shows driver and devices, and CUDA_VISIBLE_DEVICES hides some");
    }
    return device < devices
        ? Optional.empty()
        : Optional.of(
            "there is no device "
                + device
                + ": CUDA sees "
                + devices
                + ", numbered from 0; give another engine.cuda.device_id");
  }

  @Override
  public InferenceEngine create(EngineSettings settings) {
    unavailable(settings)
        .ifPresent(
            why -> {
              throw PreflightException.at("engine cuda")
                  .summary("CUDA cannot be used")
                  .found(why)
                  .build();
            });
    OrtBuild build = OrtNatives.require(settings.library());
    CudaLibraries libraries = CudaLibraries.OF_THE_PRESETS;
    if (settings.library().isEmpty()) {
      OrtNatives.provide(CudaLibraries.SHARED);
      OrtNatives.provide(CudaLibraries.PROVIDER);
    } else {
      try {
        libraries = CudaLibraries.of(provider(settings.library().get()));
      } catch (IOException e) {
        throw PreflightException.at(settings.library().get())
            .summary("the CUDA provider beside it cannot be read")
            .found(e.toString())
            .remedy("make it readable for this user")
            .cause(e)
            .build();
      }
    }
    return new CudaEngine(
        build,
        CudaRuntime.of(libraries.runtime().orElseThrow()),
        CudaDevice.of(libraries, settings.cuda().deviceId()),
        settings.cuda());
  }
}

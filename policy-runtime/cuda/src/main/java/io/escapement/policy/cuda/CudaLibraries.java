package io.escapement.policy.cuda;

import io.escapement.policy.inference.onnxruntime.ElfFile;
import io.escapement.policy.inference.onnxruntime.SharedLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The libraries of CUDA that a build of ONNX Runtime's provider asks for.
 *
 * @param names as the system's loader looks them up, in the provider's order
 */
record CudaLibraries(List<String> names) {

  /** ONNX Runtime's provider, beside its main library. */
  static final String PROVIDER = "libonnxruntime_providers_cuda.so";

  /** What the provider and the main library have in common, beside both. */
  static final String SHARED = "libonnxruntime_providers_shared.so";

  /** NVIDIA's driver, which the runtime library loads by itself. */
  static final String DRIVER = "libcuda.so.1";

  /** What the provider of the presets' build asks for. */
  static final CudaLibraries OF_THE_PRESETS =
      new CudaLibraries(
          List.of(
              "libcublasLt.so.13",
              "libcublas.so.13",
              "libcufft.so.12",
              "libcudart.so.13",
              "libcudnn.so.9"));

  private static final List<Package> PACKAGES =
      List.of(
          new Package("libcudart.so.", "cuda-cudart-", "nvidia-cuda-runtime"),
          // Before cuBLAS, whose name begins as its own.
          new Package("libcublasLt.so.", "libcublas-", "nvidia-cublas"),
          new Package("libcublas.so.", "libcublas-", "nvidia-cublas"),
          new Package("libcufft.so.", "libcufft-", "nvidia-cufft"),
          new Package("libcurand.so.", "libcurand-", "nvidia-curand"),
          new Package("libcudnn.so.", "libcudnn9-cuda-", "nvidia-cudnn-cu"));

  /** Packages that bring a library: of NVIDIA's repository for apt, and of pip. */
  private record Package(String library, String apt, String pip) {}

  CudaLibraries {
    names = List.copyOf(names);
  }

  /** What a provider asks for, as its own file says; without the system's libraries. */
  static CudaLibraries of(Path provider) throws IOException {
    Predicate<String> isCuda = name -> name.startsWith("libcu") && !name.startsWith("libcurl");
    return new CudaLibraries(
        ElfFile.read(provider).map(ElfFile::needed).orElse(List.of()).stream()
            .filter(isCuda)
            .toList());
  }

  /** The runtime library's name; empty if the provider carries it inside. */
  Optional<String> runtime() {
    return names.stream().filter(name -> name.startsWith("libcudart.so.")).findFirst();
  }

  /** cuDNN's name; empty if the provider does without. */
  Optional<String> cudnn() {
    return names.stream().filter(name -> name.startsWith("libcudnn.so.")).findFirst();
  }

  /** Loads all of them, and says what is missing and what to do; empty if nothing is. */
  Optional<String> missing() {
    List<String> missing = new ArrayList<>();
    String words = "";
    // Without the driver nothing else helps, and it comes another way than the rest.
    Optional<String> driver = SharedLibrary.failure(DRIVER);
    if (driver.isPresent()) {
      words = "NVIDIA's driver is missing (" + driver.get() + "); install nvidia-driver, ";
      words += "and in a container start it with --gpus all. ";
    }
    String reason = "";
    for (String name : names) {
      Optional<String> failure = SharedLibrary.failure(name);
      if (failure.isPresent()) {
        missing.add(name);
        // The loader names what is really missing, which may be what a library asks for in turn.
        reason = reason.isEmpty() ? failure.get() : reason;
      }
    }
    if (!missing.isEmpty()) {
      words += "CUDA's " + String.join(", ", missing) + " cannot be loaded (" + reason + "); ";
      words += remedy(missing, names);
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(words.strip());
  }

  /** What to type for missing libraries. */
  static String remedy(List<String> missing, List<String> all) {
    String cuda = major(all);
    List<String> apt = new ArrayList<>();
    List<String> pip = new ArrayList<>();
    for (String library : missing) {
      for (Package from : PACKAGES) {
        if (library.startsWith(from.library())) {
          boolean cudnn = library.startsWith("libcudnn");
          add(apt, from.apt() + (cudnn ? cuda : cuda + "-0"));
          add(pip, cudnn ? from.pip() + cuda : from.pip());
        }
      }
    }
    return "install them with NVIDIA's packages (apt install "
        + String.join(" ", apt)
        + "; or pip install "
        + String.join(" ", pip)
        + " and name the folders of their libraries in LD_LIBRARY_PATH)";
  }

  private static void add(List<String> packages, String name) {
    if (!packages.contains(name)) {
      packages.add(name);
    }
  }

  /** CUDA's major version, which cuBLAS and the runtime carry in their names. */
  private static String major(List<String> names) {
    return names.stream()
        .filter(name -> name.startsWith("libcudart.so.") || name.startsWith("libcublas.so."))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .findFirst()
        .orElse("13");
  }
}

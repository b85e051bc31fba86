package io.escapement.policy.inference.onnxruntime;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The ONNX Runtime of this process.
 *
 * @param library its shared library
 * @param version its version
 * @param variant what distinguishes the build that comes along: {@code -gpu} for the one with CUDA,
 *     empty for the one for the CPU
 * @param sha256 content of a library that the user named, empty for the one that comes along
 */
public record OrtBuild(Path library, String version, String variant, Optional<String> sha256) {

  private static final int SHOWN_DIGITS = 16;

  /**
   * Checks that all are there.
   *
   * @param library its shared library
   * @param version its version
   * @param variant what distinguishes the build that comes along
   * @param sha256 content of a library that the user named
   */
  public OrtBuild {
    Objects.requireNonNull(library, "library");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(variant, "variant");
    Objects.requireNonNull(sha256, "sha256");
  }

  /**
   * The library that the user named.
   *
   * @return its path, empty for the one that comes along
   */
  public Optional<Path> named() {
    return sha256.map(content -> library);
  }

  /**
   * Names the build: another one may give other bits.
   *
   * @return such as {@code onnxruntime 1.24.1}, with what distinguishes the build
   */
  public String identity() {
    return "onnxruntime "
        + version
        + sha256
            .map(content -> " sha256:" + content.substring(0, SHOWN_DIGITS))
            .orElse(variant.isEmpty() ? "" : " " + variant.substring(1) + " build");
  }
}

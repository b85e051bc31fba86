package io.escapement.controller.config;

import java.util.Objects;

/**
 * A file that a run read, by name and content.
 *
 * @param path the absolute path that the run knew it by; a logical name once it is recorded
 * @param sha256 the SHA-256 of its bytes, 64 lower-case hexadecimal digits; also the name of the
 *     copy in a run directory's {@code files/}
 * @param bytes its length in bytes
 */
public record FileRecord(String path, String sha256, long bytes) {

  /**
   * Checks that the hash looks like one.
   *
   * @param path not null
   * @param sha256 64 lower-case hexadecimal digits
   * @param bytes length in bytes
   */
  public FileRecord {
    Objects.requireNonNull(path, "path");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256: " + sha256);
    }
  }
}

package io.escapement.launch.fitting;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what was learned. */
final class OutputFile {

  private OutputFile() {}

  /**
   * Writes a file.
   *
   * @return SHA-256 of its content
   * @throws PreflightException if it is there and must not be replaced, or cannot be written
   */
  static String write(Path file, String text, boolean force) {
    if (Files.exists(file) && !force) {
      throw PreflightException.at(file)
          .summary("the file is there already")
          .remedy("name another with -o, or replace it with --force")
          .build();
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw PreflightException.at(file)
          .summary("the file cannot be written")
          .found(e.toString())
          .cause(e)
          .build();
    }
    return Sha256.of(bytes);
  }
}

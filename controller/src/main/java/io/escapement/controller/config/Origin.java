package io.escapement.controller.config;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a value was written.
 *
 * @param source the file as the user would type it, or an option such as {@code --set loop.rate_hz}
 * @param base the absolute folder that relative paths at this place are relative to
 * @param line from 1; 0 where the source has no lines
 * @param column from 1; 0 where the source has no columns
 */
public record Origin(String source, Path base, int line, int column) {

  /**
   * Checks that source and base are there.
   *
   * @param source not null
   * @param base not null
   * @param line from 1, or 0
   * @param column from 1, or 0
   */
  public Origin {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(base, "base");
  }

  /**
   * The same place with another folder for relative paths.
   *
   * @param folder an absolute folder
   * @return the place
   */
  public Origin withBase(Path folder) {
    return new Origin(source, folder, line, column);
  }

  /**
   * A file as the user would type it: relative to the working directory where it lies below it.
   *
   * @param file any path
   * @return its text
   */
  public static String display(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path here = Path.of("").toAbsolutePath();
    return absolute.startsWith(here) && !absolute.equals(here)
        ? here.relativize(absolute).toString()
        : absolute.toString();
  }

  @Override
  public String toString() {
    return line > 0 ? source + ":" + line + ":" + column : source;
  }
}

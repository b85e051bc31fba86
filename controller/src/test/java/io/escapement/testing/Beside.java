package io.escapement.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds data that lies beside the project and is no part of it. */
final class Beside {

  private Beside() {}

  /**
   * Finds a folder.
   *
   * @param named the folder that the user named, or null or blank; when named, nothing else is
   *     searched
   * @param name its name in {@code shared} beside the project
   * @param start a folder inside the project, absolute
   * @return the folder, absolute and without links upward, or empty when it is absent
   */
  static Optional<Path> find(final String named, final String name, final Path start) {
    final Path place =
        named != null && !named.isBlank()
            ? Path.of(named).toAbsolutePath()
            : projectRoot(start).resolveSibling("shared").resolve(name);
    return Files.isDirectory(place) ? Optional.of(place.normalize()) : Optional.empty();
  }

  private static Path projectRoot(final Path start) {
    Path folder = start;
    while (folder.getParent() != null && Files.exists(folder.getParent().resolve("pom.xml"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}

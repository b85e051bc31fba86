package io.escapement.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for shared libraries where the system's loader would. */
final class SharedLibraries {
  private static final List<String> USUAL_FOLDERS =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/local/lib",
          "/usr/lib64",
          "/usr/lib");

  private SharedLibraries() {}

  static Optional<Path> mujoco() {
    return find(System.getenv("ESCAPEMENT_MUJOCO"), searchPath(), "libmujoco.so");
  }

  /**
   * Finds a library.
   *
   * @param named a file or folder that the user named, or null or blank; when named, nothing else
   *     is searched
   * @param folders where to look otherwise, in this order
   * @param name the library's name without version, such as {@code libmujoco.so}
   * @return the first file that is called so, with or without a version behind
   */
  static Optional<Path> find(final String named, final List<Path> folders, final String name) {
    if (named != null && !named.isBlank()) {
      final Path place = Path.of(named);
      return Files.isRegularFile(place) ? Optional.of(place) : inFolder(place, name);
    }
    return folders.stream().flatMap(folder -> inFolder(folder, name).stream()).findFirst();
  }

  private static Optional<Path> inFolder(final Path folder, final String name) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "*")) {
      for (final Path file : files) {
        if (Files.isRegularFile(file)) {
          return Optional.of(file);
        }
      }
      return Optional.empty();
    } catch (final IOException unreadableFolder) {
      return Optional.empty();
    }
  }

  private static List<Path> searchPath() {
    final List<Path> folders = new ArrayList<>();
    addPath(folders, System.getenv("LD_LIBRARY_PATH"));
    addPath(folders, System.getProperty("java.library.path"));
    USUAL_FOLDERS.forEach(folder -> folders.add(Path.of(folder)));
    return folders;
  }

  private static void addPath(final List<Path> folders, final String path) {
    if (path == null) {
      return;
    }
    for (final String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isBlank()) {
        folders.add(Path.of(folder));
      }
    }
  }
}

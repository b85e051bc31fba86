package io.escapement.hardware.mujoco;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where MuJoCo's library may lie on this machine. */
final class LibrarySearch {

  static final String NAME = "libmujoco.so";

  private static final List<String> USUAL_FOLDERS =
      List.of(
          "/usr/local/lib",
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib64",
          "/usr/lib");

  private LibrarySearch() {}

  /**
   * Finds the files that could be the library.
   *
   * @param named file or folder that the user named, or null; when named, nothing else is searched
   * @return existing files, each once, the best candidate first
   */
  static List<Path> candidates(String named) {
    if (named != null && !named.isBlank()) {
      Path place = Path.of(named);
      return Files.isRegularFile(place) ? List.of(place) : inFolder(place);
    }
    List<String> folders = new ArrayList<>();
    addPath(folders, System.getenv("LD_LIBRARY_PATH"));
    addPath(folders, System.getProperty("java.library.path"));
    folders.addAll(USUAL_FOLDERS);
    return inFolders(folders.stream().distinct().map(Path::of).toList());
  }

  /** The library's files in several folders; what two names lead to is given once. */
  static List<Path> inFolders(List<Path> folders) {
    Set<Path> seen = new LinkedHashSet<>();
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      for (Path file : inFolder(folder)) {
        if (seen.add(realPath(file))) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** The library's files in a folder: the name without a version first, then the newest. */
  private static List<Path> inFolder(Path folder) {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, NAME + "*")) {
      for (Path file : files) {
        String rest = file.getFileName().toString().substring(NAME.length());
        if (rest.matches("(\\.[0-9]+)*") && Files.isRegularFile(file)) {
          found.add(file);
        }
      }
    } catch (IOException unreadable) {
      return List.of();
    }
    found.sort(
        Comparator.comparing((Path file) -> !file.getFileName().toString().equals(NAME))
            .thenComparing(Comparator.<Path>naturalOrder().reversed()));
    return found;
  }

  private static Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException gone) {
      return file.toAbsolutePath();
    }
  }

  private static void addPath(List<String> folders, String path) {
    if (path == null) {
      return;
    }
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isBlank()) {
        folders.add(folder);
      }
    }
  }
}

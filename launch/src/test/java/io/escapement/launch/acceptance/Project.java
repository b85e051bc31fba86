package io.escapement.launch.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the project lies, and folders for runs. */
final class Project {

  private static final Path MODULE =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize();

  static {
    System.setProperty("escapement.home", folder().toString());
  }

  private Project() {}

  /** The folder of the whole project. */
  static Path folder() {
    Path beside = MODULE.resolve("../pom.xml").normalize();
    return Files.exists(beside) ? beside.getParent() : MODULE;
  }

  /** A file of the examples. */
  static Path example(String file) {
    return folder().resolve("examples").resolve(file);
  }

  /** A new folder for runs, in what {@code mvn clean} removes. */
  static Path newRunsFolder() {
    try {
      Path parent = Files.createDirectories(MODULE.resolve("target").resolve("acceptance"));
      return Files.createTempDirectory(parent, "runs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Words of a command line, with the runs folder set. */
  static String[] words(Path runs, List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--set", "runs_dir=" + runs));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Deletes a folder with all that is in it, if it is there. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a folder with all that is in it. */
  static Path copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

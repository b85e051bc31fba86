package io.escapement.launch.bench;

import io.escapement.controller.config.PreflightException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for runs whose figures are kept and whose journals are not. */
public final class TemporaryRuns implements AutoCloseable {

  private final Path folder;

  private TemporaryRuns(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder where the system keeps temporary files.
   *
   * @return a new folder
   * @throws PreflightException if it cannot be made
   */
  public static TemporaryRuns create() {
    try {
      Path folder = Files.createTempDirectory("escapement-bench-");
      // Should the process be ended before anything stands in it.
      folder.toFile().deleteOnExit();
      return new TemporaryRuns(folder);
    } catch (IOException e) {
      throw PreflightException.at("java.io.tmpdir")
          .summary("no folder can be made for the journal")
          .found(e.toString())
          .remedy("name another with ESCAPEMENT_JAVA_OPTS=-Djava.io.tmpdir=FOLDER")
          .cause(e)
          .build();
    }
  }

  /**
   * Makes the folder inside another, so that it lies on the same disk.
   *
   * @param parent a folder that exists
   * @return a new folder
   * @throws PreflightException if it cannot be made
   */
  public static TemporaryRuns in(Path parent) {
    try {
      return new TemporaryRuns(Files.createTempDirectory(parent, ".escapement-bench-"));
    } catch (IOException e) {
      throw PreflightException.at(parent)
          .summary("no folder can be made for the journal")
          .found(e.toString())
          .remedy("name a folder that you may write with --runs-dir")
          .cause(e)
          .build();
    }
  }

  /**
   * The folder.
   *
   * @return an absolute path
   */
  public Path folder() {
    return folder;
  }

  /** Removes the folder with everything in it; does nothing the second time. */
  @Override
  public void close() {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      List<Path> deepestFirst;
      try (Stream<Path> tree = Files.walk(folder)) {
        deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}

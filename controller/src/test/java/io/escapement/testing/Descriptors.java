package io.escapement.testing;

import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * Descriptors as other tools write them, beside the project: {@code ESCAPEMENT_DESCRIPTORS}, or
 * {@code ../shared/descriptors}.
 */
public final class Descriptors {
  private static final String VARIABLE = "ESCAPEMENT_DESCRIPTORS";

  private Descriptors() {}

  /**
   * The folder with one sub-folder a tool.
   *
   * @return an existing folder, absolute
   * @throws TestAbortedException when it is absent
   */
  public static Path folder() {
    return find().orElseThrow(() -> new TestAbortedException("skipped, " + absence()));
  }

  static Optional<Path> find() {
    return Beside.find(System.getenv(VARIABLE), "descriptors", Path.of("").toAbsolutePath());
  }

  static String absence() {
    return "other tools' descriptors are absent: set "
        + VARIABLE
        + " to their folder, or put them in shared/descriptors beside the project";
  }
}

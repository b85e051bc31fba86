package io.escapement.testing;

import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * The trained policies beside the project: {@code ESCAPEMENT_POLICIES}, or {@code
 * ../shared/policies}.
 */
public final class Policies {
  private static final String VARIABLE = "ESCAPEMENT_POLICIES";

  private Policies() {}

  /**
   * The folder with one sub-folder a robot.
   *
   * @return an existing folder, absolute
   * @throws TestAbortedException when it is absent
   */
  public static Path folder() {
    return find().orElseThrow(() -> new TestAbortedException("skipped, " + absence()));
  }

  static Optional<Path> find() {
    return find(System.getenv(VARIABLE), Path.of("").toAbsolutePath());
  }

  /**
   * Finds the policies.
   *
   * @param named the folder that the user named, or null or blank; when named, nothing else is
   *     searched
   * @param start a folder inside the project, absolute
   * @return the folder, absolute and without links upward, or empty when it is absent
   */
  static Optional<Path> find(final String named, final Path start) {
    return Beside.find(named, "policies", start);
  }

  static String absence() {
    return "the policies are absent: set "
        + VARIABLE
        + " to their folder, or put them in shared/policies beside the project";
  }
}

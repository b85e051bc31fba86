package io.escapement.controller.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A check before the run failed (a model, a hash, a joint, a shape); the process ends with exit
 * code 1.
 */
public final class PreflightException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ArrayList<Problem> problems;

  /**
   * Makes an exception that reports all of some problems at once.
   *
   * @param problems at least one
   */
  public PreflightException(List<Problem> problems) {
    super(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("no problems");
    }
    this.problems = new ArrayList<>(problems);
  }

  /**
   * Begins an exception about a file, an option or a component.
   *
   * @param where as the user would type or call it
   * @return a builder
   */
  public static ProblemBuilder<PreflightException> at(String where) {
    return new ProblemBuilder<>(problem -> new PreflightException(List.of(problem)), where);
  }

  /**
   * Begins an exception about a whole file.
   *
   * @param file the file
   * @return a builder
   */
  public static ProblemBuilder<PreflightException> at(Path file) {
    return at(Origin.display(file));
  }

  /**
   * Begins an exception about a value in a YAML file.
   *
   * @param node the value
   * @return a builder that knows file, line, column and key path
   */
  public static ProblemBuilder<PreflightException> at(YamlNode node) {
    return at(node.origin()).key(node.keyPath());
  }

  /**
   * Begins an exception about a position.
   *
   * @param origin the position
   * @return a builder that knows file, line and column
   */
  public static ProblemBuilder<PreflightException> at(Origin origin) {
    return at(origin.source()).line(origin.line()).column(origin.column());
  }

  /**
   * Everything that is wrong, in the order of its discovery.
   *
   * @return at least one problem; immutable
   */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /**
   * The first thing that is wrong.
   *
   * @return the first of {@link #problems()}
   */
  public Problem problem() {
    return problems.get(0);
  }
}

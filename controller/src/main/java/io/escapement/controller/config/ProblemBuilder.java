package io.escapement.controller.config;

import java.util.Objects;
import java.util.function.Function;

/**
 * Builds an exception around one {@link Problem}, step by step.
 *
 * @param <E> the exception that {@link #build()} makes
 */
public final class ProblemBuilder<E extends RuntimeException> {
  private final Function<Problem, E> exception;
  private final String where;
  private int line;
  private int column;
  private String key = "";
  private String summary = "";
  private String expected = "";
  private String found = "";
  private String remedy = "";
  private Throwable cause;

  ProblemBuilder(Function<Problem, E> exception, String where) {
    this.exception = exception;
    this.where = Objects.requireNonNull(where, "where");
  }

  /**
   * Sets the line.
   *
   * @param line from 1
   * @return this
   */
  public ProblemBuilder<E> line(int line) {
    this.line = line;
    return this;
  }

  /**
   * Sets the column.
   *
   * @param column from 1
   * @return this
   */
  public ProblemBuilder<E> column(int column) {
    this.column = column;
    return this;
  }

  /**
   * Sets the key path.
   *
   * @param key such as {@code loop.rate_hz}
   * @return this
   */
  public ProblemBuilder<E> key(String key) {
    this.key = key;
    return this;
  }

  /**
   * Says what is wrong.
   *
   * @param summary a few words, without a full stop
   * @return this
   */
  public ProblemBuilder<E> summary(String summary) {
    this.summary = summary;
    return this;
  }

  /**
   * Says what would have been right.
   *
   * @param expected a noun phrase, such as {@code a number > 0}
   * @return this
   */
  public ProblemBuilder<E> expected(String expected) {
    this.expected = expected;
    return this;
  }

  /**
   * Says what was there.
   *
   * @param found a noun phrase, or the value itself
   * @return this
   */
  public ProblemBuilder<E> found(String found) {
    this.found = found;
    return this;
  }

  /**
   * Says what to do about it.
   *
   * @param remedy an instruction
   * @return this
   */
  public ProblemBuilder<E> remedy(String remedy) {
    this.remedy = remedy;
    return this;
  }

  /**
   * Keeps the exception that led here, for {@code --debug}.
   *
   * @param cause the earlier exception, or null
   * @return this
   */
  public ProblemBuilder<E> cause(Throwable cause) {
    this.cause = cause;
    return this;
  }

  /**
   * The problem that was described.
   *
   * @return the problem
   */
  public Problem problem() {
    return new Problem(where, line, column, key, summary, expected, found, remedy);
  }

  /**
   * Makes the exception; the caller throws it.
   *
   * @return the exception
   */
  public E build() {
    E built = exception.apply(problem());
    if (cause != null) {
      built.initCause(cause);
    }
    return built;
  }
}

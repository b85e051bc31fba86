package io.escapement.controller.journal;

/**
 * A journal, or a ring of records, that is not what its place says it is. The message names the
 * file, what was found and what was expected.
 */
public final class JournalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the refusal.
   *
   * @param message file, finding, expectation
   */
  public JournalException(String message) {
    super(message);
  }

  /**
   * Creates the refusal with what led to it.
   *
   * @param message file, finding, expectation
   * @param cause what was thrown
   */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}

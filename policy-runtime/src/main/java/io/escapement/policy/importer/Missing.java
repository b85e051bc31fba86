package io.escapement.policy.importer;

import java.util.Objects;

/**
 * Something that no file says, and that the user must.
 *
 * @param key name under which the answer is given
 * @param what what it is, and why the files do not say it
 * @param example how an answer looks
 */
public record Missing(String key, String what, String example) {

  /**
   * Checks that all are there.
   *
   * @param key name of the answer
   * @param what what it is
   * @param example how an answer looks
   */
  public Missing {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(example, "example");
  }

  @Override
  public String toString() {
    return key + ": " + what + ", such as " + example;
  }
}

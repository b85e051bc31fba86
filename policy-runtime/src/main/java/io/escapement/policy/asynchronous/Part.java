package io.escapement.policy.asynchronous;

import java.util.Objects;

/**
 * A part of a request or an answer, each an array of {@code f32}.
 *
 * @param name of its channel, after the prefix of requests or answers
 * @param size number of elements
 * @param from name of the channel from which a request takes it; empty for a part of an answer
 */
public record Part(String name, int size, String from) {

  /**
   * Checks that all are there.
   *
   * @param name of its channel
   * @param size positive
   * @param from a channel, or empty
   */
  public Part {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(from, "from");
    if (size < 1) {
      throw new IllegalArgumentException(name + ": " + size + " elements");
    }
  }

  /**
   * A part of an answer.
   *
   * @param name of its channel
   * @param size number of elements
   * @return the part
   */
  public static Part of(String name, int size) {
    return new Part(name, size, "");
  }
}

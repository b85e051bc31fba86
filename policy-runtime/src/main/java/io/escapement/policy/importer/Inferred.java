package io.escapement.policy.importer;

import java.util.Objects;

/**
 * Something that an importer took from a file or from the user.
 *
 * @param key what it became in {@code policy.yaml}
 * @param value the value, as a user would write it
 * @param source where it was found: file, line and key, or the entry of a model's metadata
 */
public record Inferred(String key, String value, String source) {

  /**
   * Checks that all are there.
   *
   * @param key what it became
   * @param value the value
   * @param source where it was found
   */
  public Inferred {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(source, "source");
  }

  @Override
  public String toString() {
    return key + " = " + value + "  from " + source;
  }
}

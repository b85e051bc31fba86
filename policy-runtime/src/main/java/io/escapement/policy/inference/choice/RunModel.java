package io.escapement.policy.inference.choice;

import io.escapement.controller.config.Sha256;
import java.util.Objects;

/**
 * A model of a run.
 *
 * @param name by which reports and the journal call it, such as {@code policy}
 * @param where its file, for messages
 * @param content the file's bytes; they stay as they are
 * @param sha256 hash over them, hexadecimal
 */
public record RunModel(String name, String where, byte[] content, String sha256) {

  /**
   * Checks that all are there.
   *
   * @param name by which reports call it
   * @param where its file
   * @param content the file's bytes
   * @param sha256 hash over them
   */
  public RunModel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(sha256, "sha256");
  }

  /**
   * A model with its hash.
   *
   * @param name by which reports call it
   * @param where its file
   * @param content the file's bytes
   * @return the model
   */
  public static RunModel of(String name, String where, byte[] content) {
    return new RunModel(name, where, content, Sha256.of(content));
  }
}

package io.escapement.policy.bundle;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.ProblemBuilder;
import io.escapement.controller.config.YamlNode;
import java.util.Objects;

/**
 * Where a part of a bundle was written.
 *
 * @param origin file, line and column
 * @param key the key path in that file
 */
public record Place(Origin origin, String key) {

  /**
   * Checks that both are there.
   *
   * @param origin file, line and column
   * @param key the key path, may be empty
   */
  public Place {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(key, "key");
  }

  /**
   * The place of a node.
   *
   * @param node a value
   * @return where it was written
   */
  public static Place of(YamlNode node) {
    return new Place(node.origin(), node.keyPath());
  }

  /**
   * Begins a failed check at this place.
   *
   * @return a builder that knows file, line, column and key
   */
  public ProblemBuilder<PreflightException> preflight() {
    return PreflightException.at(origin).key(key);
  }

  /**
   * Begins an error of configuration at this place.
   *
   * @return a builder that knows file, line, column and key
   */
  public ProblemBuilder<ConfigurationException> error() {
    return ConfigurationException.at(origin).key(key);
  }
}

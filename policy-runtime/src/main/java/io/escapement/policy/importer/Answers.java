package io.escapement.policy.importer;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.bundle.Place;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user says beside a tool's files, by the names of {@code policy.yaml}'s keys: the mapping
 * {@code with} of a run's import, or the options {@code --set key=value} of a command.
 *
 * @param values a mapping, possibly empty
 */
public record Answers(YamlNode values) {

  /**
   * Checks that it is a mapping.
   *
   * @param values a mapping
   * @throws io.escapement.controller.config.ConfigurationException if it is something else
   */
  public Answers {
    Objects.requireNonNull(values, "values");
    values.members();
  }

  /**
   * No answers.
   *
   * @param place where there could be some
   * @return an empty mapping at that place
   */
  public static Answers none(Place place) {
    return new Answers(YamlReader.parse("{}", place.origin().source(), place.origin().base()));
  }

  /**
   * Names of what is answered.
   *
   * @return in the order written
   */
  public List<String> keys() {
    return values.keys();
  }

  /**
   * Looks an answer up.
   *
   * @param key its name, dots and all
   * @return the value, empty where nothing is said
   */
  public Optional<YamlNode> find(String key) {
    return values.find(key).filter(value -> !value.isNull());
  }
}

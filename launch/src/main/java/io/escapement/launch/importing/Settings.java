package io.escapement.launch.importing;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The answers of a command line, {@code --set key=value} each, with values as in YAML.
 *
 * @param values a mapping
 */
record Settings(YamlNode values) {

  private static final String OPTION = "--set";

  static Settings of(List<String> assignments, Path folder) {
    YamlNode values = YamlReader.parse("{}", OPTION, folder);
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw ConfigurationException.at(OPTION).expected("key=value").found(assignment).build();
      }
      String key = assignment.substring(0, equals);
      if (values.find(key).isPresent()) {
        throw ConfigurationException.at(OPTION)
            .summary("\"" + key + "\" is said twice")
            .found(assignment)
            .build();
      }
      YamlNode value =
          YamlReader.parse(assignment.substring(equals + 1), OPTION + " " + key, folder);
      values = values.with(key, value);
    }
    return new Settings(values);
  }

  /** A value that is part of the request itself. */
  Optional<YamlNode> find(String key) {
    return values.find(key);
  }

  /** The values without some of them. */
  YamlNode without(List<String> keys) {
    YamlNode left = YamlReader.parse("{}", OPTION, values.origin().base());
    for (YamlNode.Member member : values.members()) {
      if (!keys.contains(member.key())) {
        left = left.with(member.key(), member.value());
      }
    }
    return left;
  }
}

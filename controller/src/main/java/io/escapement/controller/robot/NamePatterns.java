package io.escapement.controller.robot;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A mapping whose keys are names or regular expressions over whole names. All that match a name
 * apply, in the order of the file, and an entry under the very name comes last.
 */
final class NamePatterns {
  private final List<Entry> entries = new ArrayList<>();

  /** A key, what it matches, and its value. */
  private record Entry(String key, Pattern pattern, YamlNode value) {}

  /**
   * Reads the keys.
   *
   * @param what the names are called in errors
   * @param mapping the mapping, or null for none
   * @param ignored a key with another meaning, or empty
   * @param names the names that there are
   * @throws ConfigurationException if a key is no pattern, or matches nothing
   */
  NamePatterns(String what, YamlNode mapping, String ignored, List<String> names) {
    if (mapping == null) {
      return;
    }
    for (YamlNode.Member member : mapping.members()) {
      String key = member.key();
      if (key.equals(ignored)) {
        continue;
      }
      Pattern pattern = compile(member);
      if (!names.contains(key) && names.stream().noneMatch(n -> pattern.matcher(n).matches())) {
        throw ConfigurationException.at(member.keyOrigin())
            .key(member.value().keyPath())
            .summary("no " + what + " of the model matches \"" + key + "\"")
            .remedy(NearestNames.remedy(key, names))
            .build();
      }
      entries.add(new Entry(key, pattern, member.value()));
    }
  }

  private static Pattern compile(YamlNode.Member member) {
    try {
      return Pattern.compile(member.key());
    } catch (PatternSyntaxException e) {
      throw ConfigurationException.at(member.keyOrigin())
          .key(member.value().keyPath())
          .expected("a name or a regular expression")
          .found('"' + member.key() + "\" (" + e.getDescription() + ")")
          .cause(e)
          .build();
    }
  }

  /** The values that apply to a name; later ones win. */
  List<YamlNode> of(String name) {
    List<YamlNode> values = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.key.equals(name) && entry.pattern.matcher(name).matches()) {
        values.add(entry.value);
      }
    }
    entries.stream().filter(e -> e.key.equals(name)).forEach(e -> values.add(e.value));
    return values;
  }
}

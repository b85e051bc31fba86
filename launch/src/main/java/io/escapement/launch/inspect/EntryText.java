package io.escapement.launch.inspect;

import io.escapement.controller.config.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An entry of a run's YAML as the user wrote it, in lines for people. */
final class EntryText {

  private static final String TYPE = "type";

  private EntryText() {}

  /** One line for each key but the type, and for each element where the key has a list. */
  static List<String> settings(YamlNode entry) {
    List<String> lines = new ArrayList<>();
    for (YamlNode.Member member : entry.members()) {
      if (member.key().equals(TYPE)) {
        continue;
      }
      List<YamlNode> values =
          member.value().isSequence() ? member.value().items() : List.of(member.value());
      values.forEach(value -> lines.add(member.key() + ": " + flow(value)));
    }
    return lines;
  }

  /** A value on one line. */
  static String flow(YamlNode value) {
    if (value.isMapping()) {
      return value.members().stream()
          .map(member -> member.key() + ": " + flow(member.value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value.isSequence()) {
      return value.items().stream()
          .map(EntryText::flow)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return value.isString() ? value.string() : value.shown();
  }
}

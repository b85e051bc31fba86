package io.escapement.controller.config;

import io.escapement.controller.config.YamlNode.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is done with whole trees: moved, compared, shown. */
final class YamlTrees {
  private static final int LONGEST_SHOWN = 60;

  private YamlTrees() {}

  /** The same content as the value at another key path. */
  static YamlNode moved(YamlNode node, String path) {
    if (path.equals(node.keyPath())) {
      return node;
    }
    switch (node.kind()) {
      case MAPPING:
        Map<String, Member> members = new LinkedHashMap<>();
        for (Member m : node.members()) {
          YamlNode value = moved(m.value(), KeyPath.append(path, m.key()));
          members.put(m.key(), new Member(m.key(), m.keyOrigin(), value));
        }
        return YamlNode.mapping(node.origin(), path, node.tag(), members);
      case SEQUENCE:
        List<YamlNode> items = new ArrayList<>();
        for (YamlNode item : node.items()) {
          items.add(moved(item, KeyPath.append(path, items.size())));
        }
        return YamlNode.sequence(node.origin(), path, node.tag(), items);
      default:
        return YamlNode.scalar(node.origin(), path, node.tag(), node.text(), node.scalarType());
    }
  }

  static boolean sameContent(YamlNode a, YamlNode b) {
    if (a.kind() != b.kind() || !a.tag().equals(b.tag())) {
      return false;
    }
    switch (a.kind()) {
      case MAPPING:
        return a.keys().equals(b.keys())
            && a.members().stream()
                .allMatch(m -> sameContent(m.value(), b.find(m.key()).orElseThrow()));
      case SEQUENCE:
        if (a.items().size() != b.items().size()) {
          return false;
        }
        for (int i = 0; i < a.items().size(); i++) {
          if (!sameContent(a.items().get(i), b.items().get(i))) {
            return false;
          }
        }
        return true;
      default:
        return a.scalarType() == b.scalarType() && (a.isNull() || a.text().equals(b.text()));
    }
  }

  static String shown(YamlNode node) {
    switch (node.kind()) {
      case MAPPING:
        return "a mapping with " + node.keys().size() + " keys";
      case SEQUENCE:
        return "a list of " + node.items().size();
      default:
        String text = node.text();
        String cut =
            text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN - 3) + "..." : text;
        return node.isNull() ? "nothing" : node.isString() ? '"' + cut + '"' : cut;
    }
  }

  /** The error of a mapping that lacks a key, or (value not null) has nothing under it. */
  static ConfigurationException missing(YamlNode mapping, String key, YamlNode value) {
    List<String> near = value == null ? NearestNames.of(key, mapping.keys()) : List.of();
    return ConfigurationException.at(value == null ? mapping.origin() : value.origin())
        .key(KeyPath.append(mapping.keyPath(), key))
        .summary(value == null ? "the key is missing" : "the value is missing")
        .remedy(near.isEmpty() ? "" : "there is a key \"" + near.get(0) + "\"; was this one meant?")
        .build();
  }
}

package io.escapement.controller.config;

import io.escapement.controller.config.YamlNode.Member;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Applies {@code --set key.path=value} to a tree. */
final class Overrides {
  private final UnaryOperator<YamlNode> follow;
  private final UnaryOperator<YamlNode> fill;
  private final Path workingDirectory;

  /**
   * Prepares to apply overrides.
   *
   * @param follow loads the YAML file that a scalar names, so that a path may lead through it
   * @param fill puts environment variables into a value
   * @param workingDirectory what paths in values are relative to
   */
  Overrides(UnaryOperator<YamlNode> follow, UnaryOperator<YamlNode> fill, Path workingDirectory) {
    this.follow = follow;
    this.fill = fill;
    this.workingDirectory = workingDirectory;
  }

  YamlNode apply(YamlNode root, String assignment) {
    int equals = unquoted(assignment, '=');
    if (equals <= 0) {
      throw ConfigurationException.at("--set " + assignment)
          .expected("key.path=value")
          .found('"' + assignment + '"')
          .build();
    }
    String path = assignment.substring(0, equals).strip();
    String source = "--set " + path;
    YamlNode value = YamlReader.parse(assignment.substring(equals + 1), source, workingDirectory);
    boolean empty = assignment.substring(equals + 1).isBlank();
    List<KeyPath.Step> steps;
    try {
      steps = KeyPath.parse(path);
    } catch (IllegalArgumentException e) {
      throw ConfigurationException.at(source)
          .summary("this is no key path: " + e.getMessage())
          .build();
    }
    Origin origin = new Origin(source, workingDirectory, 0, 0);
    YamlNode placed =
        empty
            ? YamlNode.scalar(origin, "", "", "", ScalarType.NULL)
            : relocated(fill.apply(value), origin);
    return set(root, steps, 0, placed);
  }

  private YamlNode set(YamlNode at, List<KeyPath.Step> steps, int depth, YamlNode value) {
    if (depth == steps.size()) {
      return YamlTrees.moved(value, at.keyPath());
    }
    KeyPath.Step step = steps.get(depth);
    YamlNode inside = opened(at, step, value.origin());
    if (step.key() == null) {
      return setItem(inside, steps, depth, value);
    }
    Map<String, Member> members = new LinkedHashMap<>();
    inside.members().forEach(m -> members.put(m.key(), m));
    Member before = members.get(step.key());
    String path = KeyPath.append(inside.keyPath(), step.key());
    YamlNode child = before == null ? nothing(path, value.origin()) : before.value();
    Origin keyOrigin = before == null ? value.origin() : before.keyOrigin();
    members.put(step.key(), new Member(step.key(), keyOrigin, set(child, steps, depth + 1, value)));
    return YamlNode.mapping(inside.origin(), inside.keyPath(), inside.tag(), members);
  }

  private YamlNode setItem(YamlNode list, List<KeyPath.Step> steps, int depth, YamlNode value) {
    int index = steps.get(depth).index();
    List<YamlNode> items = new ArrayList<>(list.items());
    if (index > items.size()) {
      throw ConfigurationException.at(value.origin())
          .key(list.keyPath())
          .summary("there is no entry [" + index + "]")
          .found(items.size() + " entries")
          .build();
    }
    YamlNode before =
        index < items.size()
            ? items.get(index)
            : nothing(KeyPath.append(list.keyPath(), index), value.origin());
    YamlNode after = set(before, steps, depth + 1, value);
    if (index < items.size()) {
      items.set(index, after);
    } else {
      items.add(after);
    }
    return YamlNode.sequence(list.origin(), list.keyPath(), list.tag(), items);
  }

  /**
   * The node as something that the step can lead into: through the file that it names, if need be.
   */
  private YamlNode opened(YamlNode at, KeyPath.Step step, Origin origin) {
    if (at.isNull()) {
      return step.key() == null
          ? YamlNode.sequence(origin, at.keyPath(), "", List.of())
          : YamlNode.mapping(origin, at.keyPath(), "", Map.of());
    }
    boolean namesFile = at.isString() && at.string().matches(".*\\.ya?ml");
    YamlNode inside = namesFile ? YamlTrees.moved(follow.apply(at), at.keyPath()) : at;
    if (step.key() == null ? inside.isSequence() : inside.isMapping()) {
      return inside;
    }
    throw ConfigurationException.at(origin)
        .key(at.keyPath())
        .expected(step.key() == null ? "a list here" : "a mapping of keys to values here")
        .found(at.shown() + " (" + at.origin() + ")")
        .build();
  }

  private YamlNode nothing(String path, Origin origin) {
    return YamlNode.scalar(origin, path, "", "", ScalarType.NULL);
  }

  private YamlNode relocated(YamlNode node, Origin origin) {
    switch (node.kind()) {
      case MAPPING:
        Map<String, Member> members = new LinkedHashMap<>();
        for (Member m : node.members()) {
          members.put(m.key(), new Member(m.key(), origin, relocated(m.value(), origin)));
        }
        return YamlNode.mapping(origin, node.keyPath(), node.tag(), members);
      case SEQUENCE:
        List<YamlNode> items = node.list(item -> relocated(item, origin));
        return YamlNode.sequence(origin, node.keyPath(), node.tag(), items);
      default:
        return YamlNode.scalar(origin, node.keyPath(), node.tag(), node.text(), node.scalarType());
    }
  }

  private static int unquoted(String text, char wanted) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && (i == 0 || text.charAt(i - 1) != '\\')) {
        quoted = !quoted;
      } else if (c == wanted && !quoted) {
        return i;
      }
    }
    return -1;
  }
}

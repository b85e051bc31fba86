package io.escapement.controller.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Key paths as users write them: {@code fallbacks[0].mode}, and quotes round keys with other signs
 * than letters, digits, {@code _}, {@code -} and {@code /}: {@code joints.".*_hip".effort}.
 */
final class KeyPath {
  private KeyPath() {}

  /** One step: a key of a mapping, or (key null) an index of a sequence. */
  record Step(String key, int index) {}

  static String append(String path, String key) {
    String shown = key.matches("[A-Za-z0-9_/-]+") ? key : '"' + key.replace("\"", "\\\"") + '"';
    return path.isEmpty() ? shown : path + "." + shown;
  }

  static String append(String path, int index) {
    return path + "[" + index + "]";
  }

  /**
   * Takes a path apart.
   *
   * @throws IllegalArgumentException if it is malformed, with a message for the user
   */
  static List<Step> parse(String path) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    boolean wantsKey = true;
    while (at < path.length()) {
      char c = path.charAt(at);
      if (c == '[' && !wantsKey) {
        int end = path.indexOf(']', at);
        if (end < 0 || !path.substring(at + 1, end).matches("[0-9]{1,6}")) {
          throw new IllegalArgumentException("expected [index] at column " + (at + 1));
        }
        steps.add(new Step(null, Integer.parseInt(path.substring(at + 1, end))));
        at = end + 1;
      } else if (c == '.' && !wantsKey) {
        wantsKey = true;
        at++;
      } else if (wantsKey && c == '"') {
        StringBuilder key = new StringBuilder();
        at = quoted(path, at + 1, key);
        steps.add(new Step(key.toString(), -1));
        wantsKey = false;
      } else if (wantsKey && c != '.' && c != '[') {
        int end = at;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
          end++;
        }
        steps.add(new Step(path.substring(at, end), -1));
        at = end;
        wantsKey = false;
      } else {
        throw new IllegalArgumentException("expected a key at column " + (at + 1));
      }
    }
    if (wantsKey) {
      throw new IllegalArgumentException("the path ends where a key should stand");
    }
    return steps;
  }

  /** The value at a path below a node. */
  static YamlNode get(YamlNode node, String path) {
    YamlNode at = node;
    for (Step step : parse(path)) {
      at = step.key() == null ? item(at, step.index()) : at.child(step.key());
    }
    return at;
  }

  /** The value at a path below a node; empty where a step of the way is absent or null. */
  static Optional<YamlNode> optional(YamlNode node, String path) {
    YamlNode at = node;
    for (Step step : parse(path)) {
      Optional<YamlNode> next =
          step.key() == null
              ? at.items().stream().skip(step.index()).findFirst()
              : at.find(step.key());
      if (next.isEmpty() || next.get().isNull()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return Optional.of(at);
  }

  private static YamlNode item(YamlNode list, int index) {
    List<YamlNode> items = list.items();
    if (index >= items.size()) {
      throw list.error()
          .summary("there is no entry [" + index + "]")
          .found(items.size() + " entries")
          .build();
    }
    return items.get(index);
  }

  private static int quoted(String path, int start, StringBuilder key) {
    int at = start;
    while (at < path.length() && path.charAt(at) != '"') {
      if (path.charAt(at) == '\\' && at + 1 < path.length() && path.charAt(at + 1) == '"') {
        at++;
      }
      key.append(path.charAt(at++));
    }
    if (at >= path.length()) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    return at + 1;
  }
}

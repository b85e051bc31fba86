package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.importer.ImportedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The metadata of a model as a tree, so that it is read, and errors about it are told, like those
 * of any other file. Values are comma-separated; lists inside them stand in brackets.
 */
final class MetadataNode {

  private MetadataNode() {}

  static YamlNode of(ImportedModel model) {
    StringBuilder yaml = new StringBuilder();
    for (Map.Entry<String, String> entry : model.summary().metadata().entrySet()) {
      yaml.append(quoted(entry.getKey())).append(": ").append(list(entry.getValue())).append('\n');
    }
    Place place = model.metadataPlace("");
    return YamlReader.parse(
        yaml.toString(), place.origin().source() + " (metadata)", place.origin().base());
  }

  private static String list(String text) {
    return split(text).stream()
        .map(MetadataNode::element)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String element(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return list(text.substring(1, text.length() - 1));
    }
    return switch (text) {
      case "inf" -> ".inf";
      case "-inf" -> "-.inf";
      default -> isNumber(text) ? text : quoted(text);
    };
  }

  private static boolean isNumber(String text) {
    return text.matches("[-+]?[0-9]+([.][0-9]*)?([eE][-+]?[0-9]+)?");
  }

  /** Splits at commas outside brackets. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return text.isBlank() ? List.of() : parts;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}

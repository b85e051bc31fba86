package io.escapement.controller.config;

import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import io.escapement.controller.config.SchemaWords.Place;
import io.escapement.controller.config.YamlNode.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Turns what a schema validator reports into problems at places in files. */
final class SchemaViolations {
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::where)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column);

  // Schema keywords by what follows them in an evaluation path: a name that is also a step into the
  // instance; a step without a name; an index or name that is no step.
  private static final Set<String> NAMING =
      Set.of("properties", "patternProperties", "prefixItems");
  private static final Set<String> STEPPING =
      Set.of("additionalProperties", "items", "unevaluatedProperties", "unevaluatedItems");
  private static final Set<String> COMPOSING =
      Set.of("allOf", "anyOf", "oneOf", "dependentSchemas");

  private final YamlNode root;
  private final SchemaWords words;

  SchemaViolations(YamlNode root, SchemaWords words) {
    this.root = root;
    this.words = words;
  }

  List<Problem> of(Collection<ValidationMessage> messages) {
    List<Problem> problems = new ArrayList<>();
    report(List.copyOf(messages), 0, problems);
    return problems.stream().distinct().sorted(BY_PLACE).toList();
  }

  /** Reports messages; of a choice between schemas only the branch that was probably meant. */
  private void report(List<ValidationMessage> messages, int from, List<Problem> problems) {
    List<ValidationMessage> left = new ArrayList<>(messages);
    while (!left.isEmpty()) {
      ValidationMessage first = left.get(0);
      JsonNodePath path = first.getEvaluationPath();
      int depth = choiceAfter(path, from);
      if (depth < 0) {
        problems.add(problem(first));
        left.remove(0);
        continue;
      }
      List<ValidationMessage> below =
          left.stream().filter(m -> sameStart(m.getEvaluationPath(), path, depth)).toList();
      left.removeAll(below);
      int instanceDepth = instanceDepth(path, depth);
      Place choice = words.at(path, depth - 1);
      List<ValidationMessage> meant =
          choice.schema().has("x-expected") ? List.of() : branchMeant(below, depth, instanceDepth);
      if (meant.isEmpty()) {
        YamlNode node = node(first.getInstanceLocation(), instanceDepth);
        problems.add(wrongValue(node, words.expected(choice)));
      } else {
        report(meant, depth, problems);
      }
    }
  }

  /** The number of steps up to and with the next "oneOf" or "anyOf"; -1 where there is none. */
  private static int choiceAfter(JsonNodePath path, int from) {
    for (int i = from; i < path.getNameCount(); i++) {
      Object step = path.getElement(i);
      boolean names = i > 0 && NAMING.contains(path.getElement(i - 1).toString());
      if (!names && (step.equals("oneOf") || step.equals("anyOf"))) {
        return i + 1;
      }
    }
    return -1;
  }

  private static boolean sameStart(JsonNodePath a, JsonNodePath b, int steps) {
    if (a.getNameCount() < steps || b.getNameCount() < steps) {
      return false;
    }
    for (int i = 0; i < steps; i++) {
      if (!a.getElement(i).equals(b.getElement(i))) {
        return false;
      }
    }
    return true;
  }

  /** The messages of the one branch whose kind of value was given; none where that is not clear. */
  private static List<ValidationMessage> branchMeant(
      List<ValidationMessage> below, int depth, int instanceDepth) {
    Map<String, List<ValidationMessage>> branches = new TreeMap<>();
    for (ValidationMessage m : below) {
      if (m.getEvaluationPath().getNameCount() > depth) {
        String branch = m.getEvaluationPath().getElement(depth).toString();
        branches.computeIfAbsent(branch, b -> new ArrayList<>()).add(m);
      }
    }
    List<List<ValidationMessage>> fitting =
        branches.values().stream()
            .filter(branch -> branch.stream().noneMatch(m -> refusesKind(m, instanceDepth)))
            .toList();
    return fitting.size() == 1 ? fitting.get(0) : List.of();
  }

  private static boolean refusesKind(ValidationMessage message, int instanceDepth) {
    return message.getInstanceLocation().getNameCount() == instanceDepth
        && Set.of("type", "const", "enum").contains(message.getType());
  }

  /** How many steps into the instance an evaluation path's first steps lead. */
  private static int instanceDepth(JsonNodePath path, int steps) {
    int depth = 0;
    for (int i = 0; i < steps; i++) {
      String step = path.getElement(i).toString();
      if (NAMING.contains(step)) {
        depth++;
        i++;
      } else if (STEPPING.contains(step)) {
        depth++;
      } else if (COMPOSING.contains(step)) {
        i++;
      }
    }
    return depth;
  }

  private Problem problem(ValidationMessage message) {
    YamlNode node = node(message.getInstanceLocation());
    JsonNodePath path = message.getEvaluationPath();
    Place schema = words.at(path, path.getNameCount() - 1);
    switch (message.getType()) {
      case "additionalProperties":
      case "unevaluatedProperties":
        return unknownKey(node, message.getProperty(), words.keys(schema));
      case "required":
        String key = message.getProperty();
        return node.error()
            .key(KeyPath.append(node.keyPath(), key))
            .summary("the key is missing")
            .expected(words.expected(words.property(schema, key)))
            .problem();
      case "type", "enum", "const", "pattern", "minimum", "maximum", "minLength":
      case "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems":
        String expected = words.expected(schema);
        return expected.isEmpty() ? generic(node, message) : wrongValue(node, expected);
      default:
        return generic(node, message);
    }
  }

  private static Problem wrongValue(YamlNode node, String expected) {
    String remedy =
        expected.startsWith("a duration") ? "" : Scalars.unitRemedy(node.keyPath(), node);
    if (remedy.isEmpty() && expected.startsWith("one of ") && node.isString()) {
      List<String> names = List.of(expected.substring("one of ".length()).split(", "));
      List<String> near = NearestNames.of(node.string(), names);
      remedy = near.isEmpty() ? "" : NearestNames.remedy(node.string(), names);
    }
    return node.error().expected(expected).found(node.shown()).remedy(remedy).problem();
  }

  private static Problem unknownKey(YamlNode mapping, String key, Set<String> known) {
    Optional<Member> member =
        mapping.members().stream().filter(m -> m.key().equals(key)).findFirst();
    Origin origin = member.map(Member::keyOrigin).orElse(mapping.origin());
    return ConfigurationException.at(origin)
        .key(KeyPath.append(mapping.keyPath(), key))
        .summary("unknown key \"" + key + "\"")
        .remedy(NearestNames.remedy(key, known))
        .problem();
  }

  private static Problem generic(YamlNode node, ValidationMessage message) {
    String text = message.getMessage();
    String location = message.getInstanceLocation() + ": ";
    String summary = text.startsWith(location) ? text.substring(location.length()) : text;
    return node.error().summary(summary).found(node.shown()).problem();
  }

  private YamlNode node(JsonNodePath location) {
    return node(location, location.getNameCount());
  }

  private YamlNode node(JsonNodePath location, int steps) {
    YamlNode at = root;
    for (int i = 0; i < Math.min(steps, location.getNameCount()); i++) {
      Object step = location.getElement(i);
      at =
          step instanceof Integer index
              ? at.items().get(index)
              : at.find(step.toString()).orElseThrow();
    }
    return at;
  }
}

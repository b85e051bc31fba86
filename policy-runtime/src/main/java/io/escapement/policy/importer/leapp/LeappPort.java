package io.escapement.policy.importer.leapp;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.importer.KnownKeys;
import java.util.List;
import java.util.Optional;

/**
 * A tensor of a node as the bundle describes it.
 *
 * @param node its entry
 */
record LeappPort(YamlNode node) {

  private static final String TEMPORAL = "__temporal_axis__";
  private static final List<String> KEYS =
      List.of(
          "name",
          "dtype",
          "shape",
          "type",
          "kind",
          "element_names",
          "isaaclab_connection",
          "temporal_period_ms",
          "units",
          "unit",
          "description",
          "source");

  /** Refuses keys that are not known. */
  LeappPort {
    KnownKeys.refuseOthers(node, KEYS);
  }

  String name() {
    return node.get("name").string();
  }

  /** What the tensor is, empty where the bundle does not say. */
  String kind() {
    return node.optional("kind").map(YamlNode::string).orElse("");
  }

  /** The property of Isaac Lab's scene that it is, empty where the bundle does not say. */
  String property() {
    return node.optional("isaaclab_connection")
        .map(YamlNode::string)
        .map(text -> text.substring(text.lastIndexOf(':') + 1))
        .orElse("");
  }

  int size() {
    long size = 1;
    for (YamlNode dimension : node.get("shape").items()) {
      size = Math.multiplyExact(size, dimension.integer(1, 1_000_000));
    }
    return Math.toIntExact(size);
  }

  /**
   * Names of the elements, where one dimension alone has more than one of them.
   *
   * @return as many as elements; empty where none are given, or they stand in several dimensions
   */
  Optional<List<String>> elements() {
    Optional<YamlNode> names = node.optional("element_names");
    if (names.isEmpty() || temporal()) {
      return Optional.empty();
    }
    List<YamlNode> items = names.get().isSequence() ? names.get().items() : List.of(names.get());
    List<String> flat;
    if (items.stream().allMatch(item -> item.isScalar() && !item.isNull())) {
      flat = items.stream().map(YamlNode::string).toList();
    } else {
      List<YamlNode> many =
          items.stream().filter(item -> item.isSequence() && item.items().size() > 1).toList();
      List<YamlNode> single =
          items.stream().filter(item -> item.isSequence() && item.items().size() == 1).toList();
      if (many.size() > 1 || (many.isEmpty() && single.size() != 1)) {
        return Optional.empty();
      }
      flat = (many.isEmpty() ? single : many).get(0).strings();
    }
    if (flat.size() != size()) {
      throw names
          .get()
          .error()
          .summary("the elements of \"" + name() + "\" do not have a name each")
          .expected(size() + " names, as its shape says")
          .found(flat.size() + " names")
          .build();
    }
    return Optional.of(flat);
  }

  /** Whether the elements belong to several bodies or frames, which are named. */
  boolean severalOf() {
    return node.optional("element_names").filter(YamlNode::isSequence).isPresent()
        && !temporal()
        && elements().isEmpty();
  }

  /** Whether one of the dimensions is time. */
  boolean temporal() {
    return node.optional("element_names")
        .filter(YamlNode::isSequence)
        .map(
            names ->
                names.items().stream()
                    .anyMatch(
                        item ->
                            item.isScalar() && !item.isNull() && item.string().equals(TEMPORAL)))
        .orElse(false);
  }
}

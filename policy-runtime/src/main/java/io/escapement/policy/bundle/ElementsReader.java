package io.escapement.policy.bundle;

import io.escapement.controller.config.YamlNode;
import java.util.List;
import java.util.Optional;

/** Reads joints, numbers and bounds for the elements of observations and actions. */
final class ElementsReader {

  private ElementsReader() {}

  static Optional<PerElement> numbers(YamlNode parent, String key) {
    return parent.optional(key).map(ElementsReader::numbers);
  }

  static PerElement numbers(YamlNode node) {
    if (node.isSequence()) {
      return new PerElement(node.list(YamlNode::number));
    }
    return PerElement.of(node.number());
  }

  static Bounds bounds(YamlNode parent, String key) {
    YamlNode node = parent.optional(key).orElse(null);
    if (node == null) {
      return Bounds.NONE;
    }
    boolean perElement = !node.items().isEmpty() && node.items().get(0).isSequence();
    return perElement ? joined(node.list(ElementsReader::pair)) : pair(node);
  }

  static Bounds pair(YamlNode node) {
    List<Double> pair = node.list(YamlNode::limit);
    if (pair.size() != 2 || pair.get(0) > pair.get(1)) {
      throw node.error().expected("[least, greatest]").found(pair.toString()).build();
    }
    return new Bounds(PerElement.of(pair.get(0)), PerElement.of(pair.get(1)));
  }

  static Bounds joined(List<Bounds> pairs) {
    return new Bounds(
        new PerElement(pairs.stream().map(pair -> pair.low().values().get(0)).toList()),
        new PerElement(pairs.stream().map(pair -> pair.high().values().get(0)).toList()));
  }

  static JointSelection joints(YamlNode node) {
    if (node.isMapping()) {
      return new JointSelection.OfActuators(
          node.get("actuators").list(index -> index.integer(0, Integer.MAX_VALUE)));
    }
    return new JointSelection.Named(node.strings());
  }
}

package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.PerElement;
import java.util.ArrayList;
import java.util.List;

/** Numbers that a simulator wrote: single precision, and sometimes once for each environment. */
final class SimulatorNumbers {

  private static final double RELATIVE = 1e-5;

  private SimulatorNumbers() {}

  static boolean same(double a, double b) {
    return Math.abs(a - b) <= RELATIVE * Math.max(1e-2, Math.max(Math.abs(a), Math.abs(b)));
  }

  static boolean same(List<Double> a, List<Double> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  static long nanoseconds(double seconds) {
    return Math.round(seconds * 1e9);
  }

  static List<Double> list(YamlNode node, int count) {
    List<Double> numbers = row(node);
    if (numbers.size() != count) {
      throw node.error()
          .expected(count + " numbers, one for each joint")
          .found(numbers.size() + " numbers")
          .build();
    }
    return numbers;
  }

  static PerElement perElement(YamlNode node, int count) {
    return node.isSequence() ? new PerElement(list(node, count)) : PerElement.of(node.number());
  }

  /** A list, or the only row that a list of rows consists of. */
  private static List<Double> row(YamlNode node) {
    List<YamlNode> items = node.items();
    if (items.isEmpty() || !items.get(0).isSequence()) {
      return node.list(YamlNode::number);
    }
    List<List<Double>> rows = new ArrayList<>();
    items.forEach(item -> rows.add(item.list(YamlNode::number)));
    if (rows.stream().anyMatch(row -> !row.equals(rows.get(0)))) {
      throw node.error()
          .summary("the environments differ from each other")
          .expected("the same numbers in every row")
          .remedy("export from an environment without randomisation")
          .build();
    }
    return rows.get(0);
  }
}

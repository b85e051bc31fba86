package io.escapement.controller.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/** Turns a tree into Jackson's, for schema checks and reports. */
public final class YamlJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private YamlJson() {}

  /**
   * Converts a tree; tags and places are lost.
   *
   * @param node any node
   * @return the same content as JSON; infinities and NaN stay floating-point numbers
   */
  public static JsonNode of(YamlNode node) {
    switch (node.kind()) {
      case MAPPING:
        ObjectNode object = JSON.objectNode();
        node.members().forEach(m -> object.set(m.key(), of(m.value())));
        return object;
      case SEQUENCE:
        ArrayNode array = JSON.arrayNode();
        node.items().forEach(item -> array.add(of(item)));
        return array;
      default:
        return scalar(node);
    }
  }

  /**
   * Puts the greatest numbers that there are in the place of infinities. A validator compares by
   * decimal fractions, of which none is infinite, and throws.
   *
   * @param tree any tree
   * @return a tree that schemas judge as they would the one given
   */
  static JsonNode bounded(JsonNode tree) {
    if (tree.isObject()) {
      ObjectNode object = JSON.objectNode();
      tree.properties().forEach(member -> object.set(member.getKey(), bounded(member.getValue())));
      return object;
    }
    if (tree.isArray()) {
      ArrayNode array = JSON.arrayNode();
      tree.forEach(item -> array.add(bounded(item)));
      return array;
    }
    return tree.isDouble() && Double.isInfinite(tree.doubleValue())
        ? JSON.numberNode(Math.copySign(Double.MAX_VALUE, tree.doubleValue()))
        : tree;
  }

  private static JsonNode scalar(YamlNode node) {
    switch (node.scalarType()) {
      case NULL:
        return JSON.nullNode();
      case BOOLEAN:
        return JSON.booleanNode(node.bool());
      case INTEGER:
        BigInteger exact = Scalars.exact(node.text());
        return exact.bitLength() < 64 ? JSON.numberNode(exact.longValue()) : JSON.numberNode(exact);
      case FLOAT:
        double number = Scalars.parse(node.text(), node.scalarType());
        // NaN is no number to a schema, and cannot be compared with one.
        return Double.isNaN(number) ? JSON.textNode(node.text()) : JSON.numberNode(number);
      default:
        return JSON.textNode(node.text());
    }
  }
}

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

package io.escapement.controller.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.JsonNodePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Says in words what a schema wants, and which keys it knows. */
final class SchemaWords {
  private final String main;
  private final Function<String, JsonNode> resources;
  private final Map<String, JsonNode> roots = new ConcurrentHashMap<>();

  SchemaWords(String main, Function<String, JsonNode> resources) {
    this.main = main;
    this.resources = resources;
  }

  /** A schema with the resource that it stands in, which its references are relative to. */
  record Place(String resource, JsonNode schema) {
    /** A schema within this one. */
    Place to(JsonNode part) {
      return new Place(resource, part);
    }
  }

  /** A whole resource. */
  Place main(String resource) {
    return new Place(resource, root(resource));
  }

  /** The schema that the first steps of an evaluation path lead to, references followed. */
  Place at(JsonNodePath evaluation, int steps) {
    Place at = main(main);
    for (int i = 0; i < steps; i++) {
      Object step = evaluation.getElement(i);
      if (step.equals("$ref")) {
        at = target(at);
      } else {
        at = new Place(at.resource, byNameOrIndex(at.schema, step.toString()));
      }
    }
    return at;
  }

  Place property(Place object, String key) {
    Place resolved = resolved(object);
    return new Place(resolved.resource, resolved.schema.path("properties").path(key));
  }

  /** Every key that a schema for mappings names, also through references and compositions. */
  Set<String> keys(Place object) {
    Set<String> keys = new LinkedHashSet<>();
    collectKeys(object, keys, 0);
    return keys;
  }

  private void collectKeys(Place place, Set<String> keys, int depth) {
    if (depth > 8) {
      return;
    }
    place.schema.path("properties").fieldNames().forEachRemaining(keys::add);
    if (place.schema.has("$ref")) {
      collectKeys(target(place), keys, depth + 1);
    }
    for (String composition : List.of("allOf", "anyOf", "oneOf")) {
      for (JsonNode part : place.schema.path(composition)) {
        collectKeys(new Place(place.resource, part), keys, depth + 1);
      }
    }
    for (String condition : List.of("then", "else")) {
      collectKeys(new Place(place.resource, place.schema.path(condition)), keys, depth + 1);
    }
  }

  /** What a value of this schema looks like, as a noun phrase; empty where nothing can be said. */
  String expected(Place place) {
    Place at = resolved(place);
    JsonNode schema = at.schema;
    if (schema.has("x-expected")) {
      return schema.path("x-expected").asText();
    }
    if (schema.has("const")) {
      return schema.path("const").asText();
    }
    if (schema.has("enum")) {
      List<String> values = new ArrayList<>();
      schema.path("enum").forEach(v -> values.add(v.asText()));
      return values.size() == 1 ? values.get(0) : "one of " + String.join(", ", values);
    }
    for (String composition : List.of("oneOf", "anyOf")) {
      if (schema.has(composition)) {
        Set<String> parts = new LinkedHashSet<>();
        schema.path(composition).forEach(p -> parts.add(expected(new Place(at.resource, p))));
        parts.remove("");
        return String.join(", or ", parts);
      }
    }
    return ofType(at);
  }

  private String ofType(Place at) {
    JsonNode type = at.schema.path("type");
    if (type.isArray()) {
      List<String> names = new ArrayList<>();
      type.forEach(t -> names.add(ofType(at, t.asText())));
      return String.join(" or ", names);
    }
    return ofType(at, type.asText(""));
  }

  private String ofType(Place at, String type) {
    switch (type) {
      case "number":
        return "a number" + range(at.schema);
      case "integer":
        return "a whole number" + range(at.schema);
      case "string":
        JsonNode pattern = at.schema.path("pattern");
        return pattern.isMissingNode() ? "text" : "text like " + pattern.asText();
      case "boolean":
        return "true or false";
      case "object":
        return "a mapping";
      case "array":
        String of = expected(new Place(at.resource, at.schema.path("items")));
        return "a list" + count(at.schema) + (of.isEmpty() ? "" : " (each " + of + ")");
      case "null":
        return "nothing";
      default:
        return "";
    }
  }

  private static String range(JsonNode schema) {
    JsonNode min = schema.path("minimum");
    JsonNode max = schema.path("maximum");
    if (!min.isMissingNode() && !max.isMissingNode()) {
      return " from " + min.asText() + " to " + max.asText();
    }
    StringBuilder text = new StringBuilder();
    bound(text, schema, "exclusiveMinimum", " > ");
    bound(text, schema, "minimum", " >= ");
    bound(text, schema, "exclusiveMaximum", " < ");
    bound(text, schema, "maximum", " <= ");
    return text.toString();
  }

  private static void bound(StringBuilder text, JsonNode schema, String keyword, String sign) {
    if (schema.has(keyword)) {
      text.append(text.length() > 0 ? " and" : "")
          .append(sign)
          .append(schema.path(keyword).asText());
    }
  }

  private static String count(JsonNode schema) {
    JsonNode min = schema.path("minItems");
    JsonNode max = schema.path("maxItems");
    if (!min.isMissingNode() && min.equals(max)) {
      return " of " + min.asText();
    }
    if (!min.isMissingNode()) {
      return " of at least " + min.asText();
    }
    return max.isMissingNode() ? "" : " of at most " + max.asText();
  }

  private Place resolved(Place place) {
    Place at = place;
    for (int i = 0; i < 8 && at.schema.has("$ref") && !at.schema.has("x-expected"); i++) {
      at = target(at);
    }
    return at;
  }

  /** What a schema's {@code $ref} refers to. */
  Place target(Place place) {
    String ref = place.schema.path("$ref").asText();
    int hash = ref.indexOf('#');
    String file = hash < 0 ? ref : ref.substring(0, hash);
    String resource = file.isEmpty() ? place.resource : file.substring(file.lastIndexOf('/') + 1);
    JsonNode at = root(resource);
    String pointer = hash < 0 ? "" : ref.substring(hash + 1);
    return new Place(resource, pointer.isEmpty() ? at : at.at(pointer));
  }

  private JsonNode root(String resource) {
    return roots.computeIfAbsent(resource, resources);
  }

  private static JsonNode byNameOrIndex(JsonNode at, String step) {
    if (at.isArray()) {
      return step.matches("[0-9]{1,6}")
          ? at.path(Integer.parseInt(step))
          : MissingNode.getInstance();
    }
    return at.path(step);
  }
}

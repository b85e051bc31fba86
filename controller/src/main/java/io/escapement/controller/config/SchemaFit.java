package io.escapement.controller.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.escapement.controller.config.SchemaWords.Place;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Tells in a few milliseconds that a tree surely fits a schema, as nearly every tree does, where a
 * validator takes some tenths of a second to be loaded and to compile the schema. It vouches only
 * for what it understands; everything else, and every error's words, are the validator's. Safe for
 * several threads.
 */
final class SchemaFit {

  /** What can be said of a value under a schema. */
  private enum Verdict {
    FITS,
    FAILS,
    /** A keyword or a value that is left to the validator. */
    UNSURE;

    static Verdict of(boolean fits) {
      return fits ? FITS : FAILS;
    }

    Verdict and(Verdict other) {
      return this == FAILS || other == FAILS
          ? FAILS
          : this == UNSURE || other == UNSURE ? UNSURE : FITS;
    }
  }

  private static final Set<String> SAY_NOTHING =
      Set.of("$schema", "$id", "$defs", "title", "description", "x-expected");

  /** Read together with another keyword. */
  private static final Set<String> READ_ELSEWHERE = Set.of("then", "else");

  private static final int DEEPEST = 64;

  /** Whole numbers up to here are what they are as doubles. */
  private static final double EXACT = 1L << 53;

  private final SchemaWords schemas;
  private final String main;
  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  /**
   * Creates the check against one schema.
   *
   * @param main its file's name
   * @param schemas finds it and what it refers to
   */
  SchemaFit(String main, SchemaWords schemas) {
    this.main = main;
    this.schemas = schemas;
  }

  /** Whether a tree surely fits. */
  boolean fits(JsonNode tree) {
    return verdict(schemas.main(main), tree, 0) == Verdict.FITS;
  }

  private Verdict verdict(Place place, JsonNode value, int depth) {
    JsonNode schema = place.schema();
    if (schema.isBoolean()) {
      return Verdict.of(schema.asBoolean());
    }
    if (!schema.isObject() || depth > DEEPEST) {
      return Verdict.UNSURE;
    }
    Verdict verdict = Verdict.FITS;
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      verdict = verdict.and(keyword(place, keyword.getKey(), keyword.getValue(), value, depth + 1));
    }
    return verdict;
  }

  private Verdict keyword(Place place, String name, JsonNode is, JsonNode value, int depth) {
    return switch (name) {
      case "type" -> type(is, value);
      case "enum" -> anyEqual(is, value);
      case "const" -> equal(is, value);
      case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
          value.isNumber() ? bound(name, is, value) : Verdict.FITS;
      case "pattern" -> value.isTextual() ? pattern(is.asText(), value.asText()) : Verdict.FITS;
      case "minLength" ->
          Verdict.of(
              !value.isTextual()
                  || value.asText().codePointCount(0, value.asText().length()) >= is.asInt());
      case "minItems" -> Verdict.of(!value.isArray() || value.size() >= is.asInt());
      case "maxItems" -> Verdict.of(!value.isArray() || value.size() <= is.asInt());
      case "minProperties" -> Verdict.of(!value.isObject() || value.size() >= is.asInt());
      case "maxProperties" -> Verdict.of(!value.isObject() || value.size() <= is.asInt());
      case "required" -> value.isObject() ? has(is, value) : Verdict.FITS;
      case "dependentRequired" -> value.isObject() ? dependent(is, value) : Verdict.FITS;
      case "properties" -> value.isObject() ? properties(place, is, value, depth) : Verdict.FITS;
      case "additionalProperties" ->
          value.isObject() ? additional(place, is, value, depth) : Verdict.FITS;
      case "propertyNames" -> value.isObject() ? names(place, is, value, depth) : Verdict.FITS;
      case "items" -> value.isArray() ? each(place.to(is), value, depth) : Verdict.FITS;
      case "$ref" -> verdict(schemas.target(place), value, depth);
      case "allOf", "anyOf", "oneOf" -> choice(place, name, is, value, depth);
      case "if" -> condition(place, is, value, depth);
      default ->
          SAY_NOTHING.contains(name) || READ_ELSEWHERE.contains(name)
              ? Verdict.FITS
              : Verdict.UNSURE;
    };
  }

  private static Verdict type(JsonNode is, JsonNode value) {
    if (!is.isArray()) {
      return type(is.asText(), value);
    }
    Verdict found = Verdict.FAILS;
    for (JsonNode each : is) {
      Verdict one = type(each.asText(), value);
      if (one == Verdict.FITS) {
        return one;
      }
      found = one == Verdict.UNSURE ? one : found;
    }
    return found;
  }

  private static Verdict type(String type, JsonNode value) {
    return switch (type) {
      case "object" -> Verdict.of(value.isObject());
      case "array" -> Verdict.of(value.isArray());
      case "string" -> Verdict.of(value.isTextual());
      case "boolean" -> Verdict.of(value.isBoolean());
      case "null" -> Verdict.of(value.isNull());
      case "number" -> Verdict.of(value.isNumber());
      // Whether 2.0 is a whole number is the validator's to say.
      case "integer" ->
          value.isNumber() && !value.isIntegralNumber()
              ? Verdict.UNSURE
              : Verdict.of(value.isIntegralNumber());
      default -> Verdict.UNSURE;
    };
  }

  private static Verdict anyEqual(JsonNode many, JsonNode value) {
    Verdict found = Verdict.FAILS;
    for (JsonNode each : many) {
      Verdict one = equal(each, value);
      if (one == Verdict.FITS) {
        return one;
      }
      found = one == Verdict.UNSURE ? one : found;
    }
    return found;
  }

  private static Verdict equal(JsonNode is, JsonNode value) {
    if ((is.isTextual() && value.isTextual()) || (is.isBoolean() && value.isBoolean())) {
      return Verdict.of(is.equals(value));
    }
    return is.getNodeType() != value.getNodeType() ? Verdict.FAILS : Verdict.UNSURE;
  }

  private static Verdict bound(String name, JsonNode is, JsonNode value) {
    double number = value.asDouble();
    double bound = is.asDouble();
    if (!(Math.abs(number) <= EXACT)) {
      return Verdict.UNSURE;
    }
    return Verdict.of(
        switch (name) {
          case "minimum" -> number >= bound;
          case "maximum" -> number <= bound;
          case "exclusiveMinimum" -> number > bound;
          default -> number < bound;
        });
  }

  private Verdict pattern(String pattern, String text) {
    // What ends a line is where dialects differ.
    if (text.chars().anyMatch(Character::isISOControl)) {
      return Verdict.UNSURE;
    }
    try {
      return Verdict.of(patterns.computeIfAbsent(pattern, Pattern::compile).matcher(text).find());
    } catch (PatternSyntaxException e) {
      return Verdict.UNSURE;
    }
  }

  private static Verdict has(JsonNode keys, JsonNode value) {
    for (JsonNode key : keys) {
      if (!value.has(key.asText())) {
        return Verdict.FAILS;
      }
    }
    return Verdict.FITS;
  }

  private static Verdict dependent(JsonNode is, JsonNode value) {
    Verdict verdict = Verdict.FITS;
    for (Iterator<String> keys = is.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      verdict = value.has(key) ? verdict.and(has(is.get(key), value)) : verdict;
    }
    return verdict;
  }

  private Verdict properties(Place place, JsonNode is, JsonNode value, int depth) {
    Verdict verdict = Verdict.FITS;
    for (Iterator<String> keys = value.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (is.has(key)) {
        verdict = verdict.and(verdict(place.to(is.get(key)), value.get(key), depth));
      }
    }
    return verdict;
  }

  private Verdict additional(Place place, JsonNode is, JsonNode value, int depth) {
    Verdict verdict = Verdict.FITS;
    for (Iterator<String> keys = value.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!place.schema().path("properties").has(key)) {
        verdict = verdict.and(verdict(place.to(is), value.get(key), depth));
      }
    }
    return verdict;
  }

  private Verdict names(Place place, JsonNode is, JsonNode value, int depth) {
    Verdict verdict = Verdict.FITS;
    for (Iterator<String> keys = value.fieldNames(); keys.hasNext(); ) {
      JsonNode key = TextNode.valueOf(keys.next());
      verdict = verdict.and(verdict(place.to(is), key, depth));
    }
    return verdict;
  }

  private Verdict each(Place of, JsonNode value, int depth) {
    Verdict verdict = Verdict.FITS;
    for (JsonNode item : value) {
      verdict = verdict.and(verdict(of, item, depth));
    }
    return verdict;
  }

  private Verdict choice(Place place, String name, JsonNode of, JsonNode value, int depth) {
    int fitting = 0;
    int unsure = 0;
    for (JsonNode part : of) {
      Verdict verdict = verdict(place.to(part), value, depth);
      fitting += verdict == Verdict.FITS ? 1 : 0;
      unsure += verdict == Verdict.UNSURE ? 1 : 0;
    }
    if (name.equals("anyOf") && fitting > 0) {
      return Verdict.FITS;
    }
    if (unsure > 0) {
      return Verdict.UNSURE;
    }
    return Verdict.of(
        switch (name) {
          case "allOf" -> fitting == of.size();
          case "anyOf" -> false;
          default -> fitting == 1;
        });
  }

  private Verdict condition(Place place, JsonNode is, JsonNode value, int depth) {
    Verdict holds = verdict(place.to(is), value, depth);
    if (holds == Verdict.UNSURE) {
      return holds;
    }
    JsonNode next = place.schema().path(holds == Verdict.FITS ? "then" : "else");
    return next.isMissingNode() ? Verdict.FITS : verdict(place.to(next), value, depth);
  }
}

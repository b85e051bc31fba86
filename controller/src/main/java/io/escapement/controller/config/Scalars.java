package io.escapement.controller.config;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads typed values out of scalar nodes, or says at the node's place why it cannot. */
final class Scalars {
  private static final Pattern NUMBER_WITH_UNIT =
      Pattern.compile("([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\\s*([A-Za-z%/µ°]+)");

  private Scalars() {}

  static double finite(YamlNode node) {
    double value = limit(node);
    if (Double.isInfinite(value)) {
      throw wrong(node, "a finite number");
    }
    return value;
  }

  static double limit(YamlNode node) {
    double value = node.isNumber() ? parse(node.text(), node.scalarType()) : Double.NaN;
    if (Double.isNaN(value)) {
      throw wrong(node, "a number");
    }
    return value;
  }

  static double positive(YamlNode node) {
    double value = node.isNumber() ? finite(node) : -1;
    if (!(value > 0)) {
      throw wrong(node, "a number > 0");
    }
    return value;
  }

  static long integer(YamlNode node) {
    if (node.isNumber()) {
      double value = finite(node);
      if (node.scalarType() == ScalarType.FLOAT
          && value == Math.rint(value)
          && Math.abs(value) < 1e15) {
        return (long) value;
      }
      if (node.scalarType() == ScalarType.INTEGER) {
        BigInteger exact = exact(node.text());
        if (exact.bitLength() < 64) {
          return exact.longValue();
        }
      }
    }
    throw wrong(node, "a whole number");
  }

  static int integer(YamlNode node, int min, int max) {
    String range =
        max == Integer.MAX_VALUE
            ? "a whole number >= " + min
            : "a whole number from " + min + " to " + max;
    if (!node.isNumber()) {
      throw wrong(node, range);
    }
    long value = integer(node);
    if (value < min || value > max) {
      throw wrong(node, range);
    }
    return (int) value;
  }

  static long durationNs(YamlNode node) {
    OptionalLong ns =
        node.isScalar() && !node.isNull() ? Durations.parseNs(node.text()) : OptionalLong.empty();
    if (ns.isEmpty()) {
      throw node.error().expected(Durations.EXPECTED).found(node.shown()).build();
    }
    return ns.getAsLong();
  }

  static <E extends Enum<E>> E oneOf(YamlNode node, Class<E> type) {
    String wanted = node.isScalar() ? node.text().replace('-', '_') : "";
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(wanted)) {
        return constant;
      }
    }
    var names =
        Arrays.stream(type.getEnumConstants()).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    throw node.error()
        .expected("one of " + String.join(", ", names))
        .found(node.shown())
        .remedy(NearestNames.of(wanted, names).isEmpty() ? "" : NearestNames.remedy(wanted, names))
        .build();
  }

  /** The value of a number's text in the YAML core schema. */
  static double parse(String text, ScalarType type) {
    if (type == ScalarType.INTEGER) {
      return exact(text).doubleValue();
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".inf")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return lower.equals(".nan") ? Double.NaN : Double.parseDouble(text);
  }

  static BigInteger exact(String text) {
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    if (text.startsWith("0o")) {
      return new BigInteger(text.substring(2), 8);
    }
    return new BigInteger(text);
  }

  /** What to write instead of a number with a unit; empty where that is not the mistake. */
  static String unitRemedy(String key, YamlNode node) {
    Matcher form = NUMBER_WITH_UNIT.matcher(node.isString() ? node.text().strip() : "");
    if (!form.matches()) {
      return "";
    }
    String last = key.substring(key.lastIndexOf('.') + 1);
    int underscore = last.lastIndexOf('_');
    String unit =
        underscore > 0
            ? "the key already says its unit (" + last.substring(underscore + 1) + ")"
            : "the unit is not written";
    return "write " + form.group(1) + " without \"" + form.group(2) + "\"; " + unit;
  }

  static ConfigurationException wrong(YamlNode node, String expected) {
    return node.error()
        .expected(expected)
        .found(node.shown())
        .remedy(unitRemedy(node.keyPath(), node))
        .build();
  }
}

package io.escapement.controller.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as users write them: {@code 10s}, {@code 500ms}, {@code 2min}, or seconds. */
public final class Durations {
  /** What an error says that a duration looks like. */
  public static final String EXPECTED =
      "a duration such as 20ms, 0.5s or 2min (a plain number is seconds)";

  private static final Pattern FORM =
      Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE]([-+]?[0-9]{1,2}))?\\s*([A-Za-zµ]*)");
  private static final Map<String, BigDecimal> UNIT_NS =
      Map.of(
          "", BigDecimal.valueOf(1_000_000_000L),
          "s", BigDecimal.valueOf(1_000_000_000L),
          "ms", BigDecimal.valueOf(1_000_000L),
          "us", BigDecimal.valueOf(1_000L),
          "µs", BigDecimal.valueOf(1_000L),
          "ns", BigDecimal.ONE,
          "min", BigDecimal.valueOf(60_000_000_000L),
          "h", BigDecimal.valueOf(3_600_000_000_000L));

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @param text a non-negative number with a unit out of ns, us, ms, s, min and h, or without:
   *     seconds
   * @return nanoseconds, rounded to the nearest; empty if it is no duration or longer than 292
   *     years
   */
  public static OptionalLong parseNs(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return OptionalLong.empty();
    }
    BigDecimal unitNs = UNIT_NS.get(form.group(3));
    if (unitNs == null) {
      return OptionalLong.empty();
    }
    String exponent = form.group(2) == null ? "" : "e" + form.group(2);
    BigDecimal ns = new BigDecimal(form.group(1) + exponent).multiply(unitNs);
    BigDecimal rounded = ns.setScale(0, RoundingMode.HALF_EVEN);
    return rounded.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(rounded.longValueExact());
  }
}

package io.escapement.launch.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers as short text. */
public final class Numbers {

  private static final MathContext DIGITS = new MathContext(5);
  private static final double SMALL = 1e-4;
  private static final double LARGE = 1e7;
  private static final int MOST_LISTED = 4;

  private Numbers() {}

  /**
   * A number with at most five digits that count.
   *
   * @param value any number
   * @return such as {@code 0.25}, {@code -1.5708}, {@code 1e-5} or {@code inf}
   */
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    if (size >= SMALL && size < LARGE) {
      return rounded.toPlainString();
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
  }

  /**
   * Several numbers: one where all are equal, a few one by one, else their range.
   *
   * @param values at least one
   * @return such as {@code 0.25}, {@code [2, 2, 0.25]} or {@code 20..60}
   */
  public static String of(List<Double> values) {
    if (values.stream().distinct().count() == 1) {
      return of(values.get(0));
    }
    if (values.size() <= MOST_LISTED) {
      return values.stream().map(Numbers::of).collect(Collectors.joining(", ", "[", "]"));
    }
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    double greatest = values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    return range(least, greatest);
  }

  /**
   * A range.
   *
   * @param least may be negative infinity
   * @param greatest may be infinity
   * @return such as {@code -1..1}, or a dash where neither end is finite
   */
  public static String range(double least, double greatest) {
    return Double.isInfinite(least) && Double.isInfinite(greatest)
        ? "-"
        : of(least) + ".." + of(greatest);
  }

  /**
   * A limit of which there may be none.
   *
   * @param value may be infinite
   * @return the number, or a dash
   */
  public static String limit(double value) {
    return Double.isInfinite(value) ? "-" : of(value);
  }

  /**
   * A limit for JSON, which knows no infinity.
   *
   * @param value may be infinite
   * @return the number, or null
   */
  public static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}

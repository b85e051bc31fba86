package io.escapement.policy.head;

import java.util.function.DoubleUnaryOperator;

/** Integrals, by something that knows nothing of distributions. */
final class Numeric {

  private static final int PARTS = 20_000;

  private Numeric() {}

  /** The integral by the rule of midpoints, which never touches the ends. */
  static double integral(double from, double to, DoubleUnaryOperator function) {
    double width = (to - from) / PARTS;
    double sum = 0;
    for (int i = 0; i < PARTS; i++) {
      sum += function.applyAsDouble(from + (i + 0.5) * width) * width;
    }
    return sum;
  }
}

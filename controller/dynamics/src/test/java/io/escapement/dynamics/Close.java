package io.escapement.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Compares arrays, each by its own largest number. */
final class Close {

  private Close() {}

  static void assertClose(double[] expected, double[] actual, double relative, String what) {
    assertEquals(expected.length, actual.length, what);
    double largest = 1e-3;
    for (double e : expected) {
      largest = Math.max(largest, Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      double off = Math.abs(expected[i] - actual[i]);
      assertTrue(
          off <= relative * largest,
          what + " " + i + ": expected " + expected[i] + ", found " + actual[i]);
    }
  }
}

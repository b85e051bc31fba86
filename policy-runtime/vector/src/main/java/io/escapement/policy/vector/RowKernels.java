package io.escapement.policy.vector;

import static io.escapement.policy.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

/**
 * Sums and extremes of rows, and what is made with them. Sums run in several chains, element i in
 * chain i mod 8 or 4, which are added pairwise at the end: the order that a compiler keeps, since
 * it may not change the order of floating-point additions.
 */
final class RowKernels {

  private RowKernels() {}

  /** What becomes of a row. */
  enum Reduction {
    /** The sum. */
    SUM,
    /** The sum over the number of elements. */
    MEAN,
    /** The largest, NaN if one is. */
    MAX,
    /** The smallest, NaN if one is. */
    MIN,
    /** The sum of squares. */
    SUM_OF_SQUARES,
    /** The root of the sum of squares. */
    NORM
  }

  static float reduce(Reduction reduction, float[] x, int at, int length) {
    return switch (reduction) {
      case SUM -> sum(x, at, length);
      case MEAN -> sum(x, at, length) / length;
      case MAX -> max(x, at, length);
      case MIN -> min(x, at, length);
      case SUM_OF_SQUARES -> sumOfSquares(x, at, length, 0);
      case NORM -> (float) StrictMath.sqrt(sumOfSquares(x, at, length, 0));
    };
  }

  static float max(float[] x, int at, int length) {
    float max = x[at];
    for (int i = 1; i < length; i++) {
      max = Math.max(max, x[at + i]);
    }
    return max;
  }

  static float min(float[] x, int at, int length) {
    float min = x[at];
    for (int i = 1; i < length; i++) {
      min = Math.min(min, x[at + i]);
    }
    return min;
  }

  static float sum(float[] x, int at, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = at;
    int end = at + length;
    for (; i + 8 <= end; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    float rest = 0;
    for (; i < end; i++) {
      rest += x[i];
    }
    return (s0 + s1) + (s2 + s3) + ((s4 + s5) + (s6 + s7)) + rest;
  }

  /** Sum of the squares of the distances to a centre. */
  static float sumOfSquares(float[] x, int at, int length, float centre) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = at;
    int end = at + length;
    for (; i + 4 <= end; i += 4) {
      float d0 = x[i] - centre;
      float d1 = x[i + 1] - centre;
      float d2 = x[i + 2] - centre;
      float d3 = x[i + 3] - centre;
      s0 = Math.fma(d0, d0, s0);
      s1 = Math.fma(d1, d1, s1);
      s2 = Math.fma(d2, d2, s2);
      s3 = Math.fma(d3, d3, s3);
    }
    float rest = 0;
    for (; i < end; i++) {
      float d = x[i] - centre;
      rest = Math.fma(d, d, rest);
    }
    return (s0 + s1) + (s2 + s3) + rest;
  }

  /**
   * Computes {@code y = (x - centre) factor scale + offset} of a row; whole vectors are written, so
   * that rows are to be taken from first to last.
   */
  static void normalise(
      float[] x,
      int at,
      int length,
      float centre,
      float factor,
      float[] scale,
      float[] offset,
      float[] y) {
    for (int i = 0; i < length; i += 8) {
      fromArray(SPECIES, x, at + i)
          .sub(centre)
          .mul(factor)
          .mul(fromArray(SPECIES, scale, i))
          .add(fromArray(SPECIES, offset, i))
          .intoArray(y, at + i);
    }
  }

  /** Computes {@code y = x - centre} of a row; whole vectors are written. */
  static void shift(float[] x, int atX, int length, float centre, float[] y, int atY) {
    for (int i = 0; i < length; i += 8) {
      fromArray(SPECIES, x, atX + i).sub(centre).intoArray(y, atY + i);
    }
  }

  /** Computes {@code y = x / divisor} of a row; whole vectors are written. */
  static void divide(float[] x, int atX, int length, float divisor, float[] y, int atY) {
    for (int i = 0; i < length; i += 8) {
      fromArray(SPECIES, x, atX + i).div(divisor).intoArray(y, atY + i);
    }
  }
}

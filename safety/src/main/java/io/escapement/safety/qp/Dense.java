package io.escapement.safety.qp;

/**
 * Inner products and the like over stretches of arrays, in an order that is the same in the
 * interpreter, every compiler and every processor: four running sums, added at the end.
 */
final class Dense {

  private Dense() {}

  static double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += a[aFrom + i] * b[bFrom + i];
      s1 += a[aFrom + i + 1] * b[bFrom + i + 1];
      s2 += a[aFrom + i + 2] * b[bFrom + i + 2];
      s3 += a[aFrom + i + 3] * b[bFrom + i + 3];
    }
    for (; i < length; i++) {
      s0 += a[aFrom + i] * b[bFrom + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Adds {@code factor * b} to {@code a}. */
  static void add(double[] a, int aFrom, double factor, double[] b, int bFrom, int length) {
    for (int i = 0; i < length; i++) {
      a[aFrom + i] += factor * b[bFrom + i];
    }
  }

  /** The largest magnitude among the first numbers, or NaN if one of them is that. */
  static double largest(double[] a, int length) {
    double largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(a[i]));
    }
    return largest;
  }
}

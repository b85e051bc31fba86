package io.escapement.launch.fitting;

import java.util.Arrays;

/** A growing matrix of samples, row by row. */
final class Samples {

  private final int size;
  private double[] values = new double[1024];
  private int count;

  Samples(int size) {
    this.size = size;
  }

  void add(double[] x) {
    int from = count * size;
    if (from + size > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, from + size));
    }
    System.arraycopy(x, 0, values, from, size);
    count++;
  }

  int count() {
    return count;
  }

  int size() {
    return size;
  }

  /** All samples, count x size, row-major. */
  double[] values() {
    return Arrays.copyOf(values, count * size);
  }
}

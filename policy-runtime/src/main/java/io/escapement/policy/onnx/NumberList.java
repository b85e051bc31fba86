package io.escapement.policy.onnx;

import java.util.Arrays;

/** Numbers of a repeated field, without a box for each. */
final class NumberList {

  private static final int FIRST_CAPACITY = 16;

  private double[] reals = {};
  private long[] wholes = {};
  private int size;

  void add(double value) {
    if (size == reals.length) {
      reals = Arrays.copyOf(reals, Math.max(FIRST_CAPACITY, 2 * size));
    }
    reals[size++] = value;
  }

  void add(long value) {
    if (size == wholes.length) {
      wholes = Arrays.copyOf(wholes, Math.max(FIRST_CAPACITY, 2 * size));
    }
    wholes[size++] = value;
  }

  /** What was added as reals, each rounded to float32. */
  float[] floats() {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) reals[i];
    }
    return values;
  }

  /** What was added as whole numbers. */
  long[] longs() {
    return Arrays.copyOf(wholes, size);
  }
}

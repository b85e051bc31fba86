package io.escapement.safety.kernel;

import java.util.Arrays;

/**
 * Chooses the points that say most about all: the pivots of an incomplete Cholesky factorisation of
 * the kernel matrix, each the sample that those before it predict worst. Offline; O(N M^2).
 */
final class PivotedCholesky {

  private PivotedCholesky() {}

  /**
   * Chooses points.
   *
   * @param z samples scaled by their length scales, count x size
   * @param most how many to choose
   * @param tolerance at which unexplained variance, 0 to 1, to stop
   * @return indices in the order of choice
   */
  static int[] choose(double[] z, int count, int size, int most, double tolerance) {
    int limit = Math.min(count, most);
    double[][] columns = new double[limit][];
    double[] left = new double[count];
    Arrays.fill(left, 1);
    int[] chosen = new int[limit];
    for (int m = 0; m < limit; m++) {
      int pivot = 0;
      for (int n = 1; n < count; n++) {
        pivot = left[n] > left[pivot] ? n : pivot;
      }
      if (left[pivot] <= tolerance) {
        return Arrays.copyOf(chosen, m);
      }
      chosen[m] = pivot;
      double root = StrictMath.sqrt(left[pivot]);
      double[] column = new double[count];
      for (int n = 0; n < count; n++) {
        double sum = kernel(z, n, z, pivot, size);
        for (int k = 0; k < m; k++) {
          sum -= columns[k][n] * columns[k][pivot];
        }
        column[n] = sum / root;
        left[n] = Math.max(0, left[n] - column[n] * column[n]);
      }
      left[pivot] = 0;
      columns[m] = column;
    }
    return chosen;
  }

  static double kernel(double[] a, int i, double[] b, int j, int size) {
    double square = 0;
    for (int k = 0; k < size; k++) {
      double d = a[i * size + k] - b[j * size + k];
      square += d * d;
    }
    return StrictMath.exp(-square / 2);
  }
}

package io.escapement.safety.chain;

/** A small dense system of linear equations. */
final class LinearSystem {

  private LinearSystem() {}

  /**
   * Solves in place by Gaussian elimination with row pivots. A pivot of 0 leaves numbers that are
   * none, which the caller bounds.
   *
   * @param matrix n x n by rows, overwritten
   * @param right right-hand side, overwritten by the solution
   * @param n its size
   */
  static void solve(double[] matrix, double[] right, int n) {
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(matrix[row * n + column]) > Math.abs(matrix[pivot * n + column])) {
          pivot = row;
        }
      }
      swap(matrix, right, n, column, pivot);
      double diagonal = matrix[column * n + column];
      for (int row = column + 1; row < n; row++) {
        double factor = matrix[row * n + column] / diagonal;
        for (int i = column; i < n; i++) {
          matrix[row * n + i] -= factor * matrix[column * n + i];
        }
        right[row] -= factor * right[column];
      }
    }
    for (int row = n - 1; row >= 0; row--) {
      double sum = right[row];
      for (int i = row + 1; i < n; i++) {
        sum -= matrix[row * n + i] * right[i];
      }
      right[row] = sum / matrix[row * n + row];
    }
  }

  private static void swap(double[] matrix, double[] right, int n, int one, int other) {
    if (one == other) {
      return;
    }
    for (int i = 0; i < n; i++) {
      double kept = matrix[one * n + i];
      matrix[one * n + i] = matrix[other * n + i];
      matrix[other * n + i] = kept;
    }
    double kept = right[one];
    right[one] = right[other];
    right[other] = kept;
  }
}

package io.escapement.safety.qp;

/** Dense systems of equations by elimination with row pivoting, for oracles. */
final class Linear {

  private Linear() {}

  /** Replaces a matrix by its triangles; the order of its rows. */
  static int[] factor(double[][] a) {
    int n = a.length;
    int[] order = new int[n];
    for (int column = 0; column < n; column++) {
      int best = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(a[row][column]) > Math.abs(a[best][column])) {
          best = row;
        }
      }
      order[column] = best;
      double[] pivot = a[best];
      a[best] = a[column];
      a[column] = pivot;
      for (int row = column + 1; row < n; row++) {
        double[] below = a[row];
        double share = below[column] / pivot[column];
        below[column] = share;
        if (share != 0) {
          for (int i = column + 1; i < n; i++) {
            below[i] -= share * pivot[i];
          }
        }
      }
    }
    return order;
  }

  /** Replaces a right side by the solution. */
  static void solve(double[][] factored, int[] order, double[] b) {
    int n = b.length;
    for (int i = 0; i < n; i++) {
      double swapped = b[order[i]];
      b[order[i]] = b[i];
      b[i] = swapped;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        b[i] -= factored[i][j] * b[j];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        b[i] -= factored[i][j] * b[j];
      }
      b[i] /= factored[i][i];
    }
  }
}

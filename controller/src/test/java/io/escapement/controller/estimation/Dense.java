package io.escapement.controller.estimation;

/** Matrices as the textbook has them, for comparison. */
final class Dense {

  private Dense() {}

  static double[][] scaled(int n, double diagonal) {
    double[][] result = new double[n][n];
    for (int i = 0; i < n; i++) {
      result[i][i] = diagonal;
    }
    return result;
  }

  static double[][] times(double[][] a, double[][] b) {
    double[][] result = new double[a.length][b[0].length];
    for (int r = 0; r < a.length; r++) {
      for (int c = 0; c < b[0].length; c++) {
        for (int k = 0; k < b.length; k++) {
          result[r][c] += a[r][k] * b[k][c];
        }
      }
    }
    return result;
  }

  static double[][] transposed(double[][] a) {
    double[][] result = new double[a[0].length][a.length];
    for (int r = 0; r < a.length; r++) {
      for (int c = 0; c < a[0].length; c++) {
        result[c][r] = a[r][c];
      }
    }
    return result;
  }

  /** Joseph's form; the mean is updated in place. */
  static double[][] josephUpdate(
      double[][] p, double[] h, double[] mean, double residual, double variance) {
    int n = h.length;
    double s = variance;
    double[] k = new double[n];
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        k[r] += p[r][c] * h[c];
      }
    }
    for (int r = 0; r < n; r++) {
      s += h[r] * k[r];
    }
    double[][] f = scaled(n, 1);
    for (int r = 0; r < n; r++) {
      k[r] /= s;
      mean[r] += k[r] * residual;
      for (int c = 0; c < n; c++) {
        f[r][c] -= k[r] * h[c];
      }
    }
    double[][] result = times(times(f, p), transposed(f));
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        result[r][c] += k[r] * variance * k[c];
      }
    }
    return result;
  }

  /** Whether Cholesky's decomposition of the matrix, scaled to a unit diagonal, exists. */
  static boolean isPositive(double[][] p) {
    int n = p.length;
    double[][] l = new double[n][n];
    for (int r = 0; r < n; r++) {
      for (int c = 0; c <= r; c++) {
        double sum = p[r][c] / Math.sqrt(p[r][r] * p[c][c]);
        for (int k = 0; k < c; k++) {
          sum -= l[r][k] * l[c][k];
        }
        if (r == c && !(sum > -1e-9)) {
          return false;
        }
        l[r][c] = r == c ? Math.sqrt(Math.max(sum, 1e-12)) : sum / l[c][c];
      }
    }
    return true;
  }
}

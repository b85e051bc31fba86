package io.escapement.safety.score;

/**
 * The Cholesky factor of a small dense matrix, {@code A = L L'}, row-major.
 *
 * <p>Sums run in a fixed order.
 */
public final class Cholesky {

  private Cholesky() {}

  /**
   * Replaces the lower triangle of a matrix by its factor.
   *
   * @param a symmetric, size x size, row-major; the strict upper triangle is left as it is
   * @param size number of rows
   * @return false if the matrix is not positive definite, or has what is no number in it
   */
  public static boolean factor(double[] a, int size) {
    for (int j = 0; j < size; j++) {
      double pivot = a[j * size + j];
      for (int k = 0; k < j; k++) {
        pivot -= a[j * size + k] * a[j * size + k];
      }
      if (!(pivot > 0) || pivot == Double.POSITIVE_INFINITY) {
        return false;
      }
      double root = StrictMath.sqrt(pivot);
      a[j * size + j] = root;
      for (int i = j + 1; i < size; i++) {
        double sum = a[i * size + j];
        for (int k = 0; k < j; k++) {
          sum -= a[i * size + k] * a[j * size + k];
        }
        a[i * size + j] = sum / root;
      }
    }
    return true;
  }

  /**
   * Solves {@code L y = b} in place.
   *
   * @param l after {@link #factor}
   * @param size number of rows
   * @param b right-hand side, then y
   */
  public static void forward(double[] l, int size, double[] b) {
    for (int i = 0; i < size; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= l[i * size + k] * b[k];
      }
      b[i] = sum / l[i * size + i];
    }
  }

  /**
   * Solves {@code L' x = y} in place.
   *
   * @param l after {@link #factor}
   * @param size number of rows
   * @param y right-hand side, then x
   */
  public static void backward(double[] l, int size, double[] y) {
    for (int i = size - 1; i >= 0; i--) {
      double sum = y[i];
      for (int k = i + 1; k < size; k++) {
        sum -= l[k * size + i] * y[k];
      }
      y[i] = sum / l[i * size + i];
    }
  }
}

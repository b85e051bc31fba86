package io.escapement.safety.qp;

/**
 * The weight as {@code W = L L'} (Cholesky), which turns the problem into one of least distance: in
 * {@code u = L' (x - x0)} the cost is {@code u'u / 2}, and a row {@code a} becomes {@code inv(L)
 * a}.
 */
final class WeightFactor {

  private final int n;

  /** Lower triangle, row-major; its diagonal is kept inverted. */
  private final double[] factor;

  private final double[] inverse;
  private boolean diagonal;

  WeightFactor(int variables) {
    n = variables;
    factor = new double[n * n];
    inverse = new double[n];
  }

  /** False if the weight is not finite or not positive definite. */
  boolean factor(QpProblem problem) {
    diagonal = problem.diagonalWeight();
    return diagonal ? factorDiagonal(problem.diagonal()) : factorDense(problem.weight());
  }

  private boolean factorDiagonal(double[] weights) {
    for (int i = 0; i < n; i++) {
      if (!isPivot(weights[i])) {
        return false;
      }
      inverse[i] = 1 / StrictMath.sqrt(weights[i]);
    }
    return true;
  }

  private boolean factorDense(double[] weights) {
    for (int i = 0; i < n; i++) {
      int rowI = i * n;
      for (int j = 0; j < i; j++) {
        double rest = weights[rowI + j] - Dense.dot(factor, rowI, factor, j * n, j);
        factor[rowI + j] = rest * inverse[j];
      }
      double pivot = weights[rowI + i] - Dense.dot(factor, rowI, factor, rowI, i);
      if (!isPivot(pivot)) {
        return false;
      }
      inverse[i] = 1 / StrictMath.sqrt(pivot);
    }
    return true;
  }

  private static boolean isPivot(double pivot) {
    return pivot > 0 && pivot <= Double.MAX_VALUE;
  }

  /** Turns {@code side} times a row of the problem into {@code inv(L) a}, n numbers. */
  void normal(QpProblem problem, int row, double side, double[] to) {
    int variable = problem.unit(row);
    if (variable < 0) {
      double[] coefficients = problem.coefficients();
      for (int i = 0, at = row * n; i < n; i++) {
        to[i] = side * coefficients[at + i];
      }
      forward(to, 0);
      return;
    }
    for (int i = 0; i < n; i++) {
      to[i] = 0;
    }
    to[variable] = side;
    forward(to, variable);
  }

  /** Replaces n numbers, of which those before {@code from} are zero, by {@code inv(L)} of them. */
  void forward(double[] a, int from) {
    if (diagonal) {
      for (int i = from; i < n; i++) {
        a[i] *= inverse[i];
      }
      return;
    }
    for (int i = from; i < n; i++) {
      a[i] = (a[i] - Dense.dot(factor, i * n + from, a, from, i - from)) * inverse[i];
    }
  }

  /** Replaces n numbers by {@code inv(L')} of them. */
  void backward(double[] a) {
    if (diagonal) {
      for (int i = 0; i < n; i++) {
        a[i] *= inverse[i];
      }
      return;
    }
    for (int i = n - 1; i >= 0; i--) {
      a[i] *= inverse[i];
      Dense.add(a, 0, -a[i], factor, i * n, i);
    }
  }
}

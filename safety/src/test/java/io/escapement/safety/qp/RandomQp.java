package io.escapement.safety.qp;

import java.util.Random;

/** Makes random problems that have a strictly feasible point, or none by construction. */
final class RandomQp {

  private RandomQp() {}

  /** Box rows for all variables, then dense rows; every kind of bound, of weight and of slack. */
  static QpProblem feasible(Random random, int n, int m) {
    QpProblem problem = weighted(random, n, m);
    double[] inside = gaussian(random, n, 1);
    for (int row = 0, equalities = 0; row < m; row++) {
      boolean unit = row < n;
      if (unit) {
        problem.unit(row, row);
      } else {
        fillRow(random, problem, row);
      }
      double value = problem.value(row, inside);
      double lower = value - random.nextDouble();
      double upper = value + random.nextDouble();
      double kind = random.nextDouble();
      if (kind < 0.1 && equalities < n / 3) {
        problem.bounds(row, value, value);
        equalities++;
      } else if (kind < 0.3) {
        problem.bounds(row, Double.NEGATIVE_INFINITY, upper);
      } else if (kind < 0.5) {
        problem.bounds(row, lower, Double.POSITIVE_INFINITY);
      } else if (kind < 0.95) {
        problem.bounds(row, lower, upper);
      }
      if (!unit && random.nextDouble() < 0.2) {
        problem.soft(row, StrictMath.pow(10, -1 + 5 * random.nextDouble()));
      }
    }
    return problem;
  }

  /**
   * Hard rows of which some, with positive weights, add up to nothing while their bounds add up to
   * less than nothing (Farkas).
   */
  static QpProblem infeasible(Random random, int n, int m) {
    QpProblem problem = feasible(random, n, m);
    int count = 2 + random.nextInt(Math.min(n, m - 1));
    double[] sum = new double[n];
    double bounds = 0;
    int first = m - count;
    for (int row = first; row < m - 1; row++) {
      problem.dense(row);
      problem.hard(row);
      fillRow(random, problem, row);
      double weight = 0.1 + random.nextDouble();
      double bound = random.nextGaussian();
      boolean upper = random.nextBoolean();
      problem.bounds(
          row, upper ? Double.NEGATIVE_INFINITY : bound, upper ? bound : Double.POSITIVE_INFINITY);
      double turned = upper ? weight : -weight;
      problem.addRow(sum, turned, row);
      bounds += turned * bound;
    }
    int last = m - 1;
    problem.dense(last);
    problem.hard(last);
    for (int i = 0; i < n; i++) {
      problem.coefficients()[last * n + i] = -sum[i];
    }
    double gap = 0.01 + random.nextDouble();
    problem.bounds(last, Double.NEGATIVE_INFINITY, -bounds - gap);
    return problem;
  }

  static double[] gaussian(Random random, int n, double deviation) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = deviation * random.nextGaussian();
    }
    return values;
  }

  static void fillRow(Random random, QpProblem problem, int row) {
    int n = problem.variables();
    for (int i = 0; i < n; i++) {
      problem.coefficients()[row * n + i] = random.nextGaussian();
    }
  }

  private static QpProblem weighted(Random random, int n, int m) {
    QpProblem problem = new QpProblem(n, m);
    System.arraycopy(gaussian(random, n, 3), 0, problem.nominal(), 0, n);
    for (int i = 0; i < n; i++) {
      problem.diagonal()[i] = 0.1 + 2 * random.nextDouble();
    }
    if (random.nextBoolean()) {
      double[] root = gaussian(random, n * n, 1 / StrictMath.sqrt(n));
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double sum = i == j ? 0.1 : 0;
          for (int k = 0; k < n; k++) {
            sum += root[i * n + k] * root[j * n + k];
          }
          problem.weight()[i * n + j] = sum;
        }
      }
      problem.useDenseWeight();
    }
    return problem;
  }
}

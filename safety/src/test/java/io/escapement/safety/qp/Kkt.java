package io.escapement.safety.qp;

/** The optimality conditions, written down a second time and without any scaling. */
final class Kkt {

  private Kkt() {}

  /** The largest breach of any condition. */
  static double breach(QpProblem problem, QpSolution solution) {
    int n = problem.variables();
    double[] x = solution.x();
    double[] gradient = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        gradient[i] += Oracle.weight(problem, i, j) * (x[j] - problem.nominal()[j]);
      }
    }
    double breach = violation(problem, x, solution.slacks());
    for (int row = 0; row < problem.rows(); row++) {
      double multiplier = solution.multipliers()[row];
      double slack = solution.slacks()[row];
      problem.addRow(gradient, multiplier, row);
      double value = problem.value(row, x) + slack;
      if (multiplier > 0) {
        breach = Math.max(breach, Math.min(multiplier, problem.upper(row) - value));
      }
      if (multiplier < 0) {
        breach = Math.max(breach, Math.min(-multiplier, value - problem.lower(row)));
      }
      double price = problem.slackWeight(row);
      double force = price == Double.POSITIVE_INFINITY ? slack : price * slack + multiplier;
      breach = Math.max(breach, Math.abs(force));
    }
    for (double entry : gradient) {
      breach = Math.max(breach, Math.abs(entry));
    }
    return breach;
  }

  /**
   * What rounding alone makes of the largest entry of the gradient: with degenerate rows
   * multipliers of 1e6 cancel, and the last bit of one of them is worth 5e-10. A few units in the
   * last place of the sum of the terms' magnitudes.
   */
  static double rounding(QpProblem problem, QpSolution solution) {
    int n = problem.variables();
    double largest = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += Math.abs(Oracle.weight(problem, i, j) * (solution.x()[j] - problem.nominal()[j]));
      }
      for (int row = 0; row < problem.rows(); row++) {
        int unit = problem.unit(row);
        double coefficient = unit >= 0 ? (unit == i ? 1 : 0) : problem.coefficients()[row * n + i];
        sum += Math.abs(coefficient * solution.multipliers()[row]);
      }
      largest = Math.max(largest, sum);
    }
    return 4 * Math.ulp(largest);
  }

  /** By how much a point leaves any row. */
  static double violation(QpProblem problem, double[] x, double[] slacks) {
    double worst = 0;
    for (int row = 0; row < problem.rows(); row++) {
      double value = problem.value(row, x) + slacks[row];
      worst = Math.max(worst, Math.max(problem.lower(row) - value, value - problem.upper(row)));
    }
    return worst;
  }

  /** The cost of a point, each soft row giving way as far as it must. */
  static double cost(QpProblem problem, double[] x) {
    int n = problem.variables();
    double cost = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double shift = (x[i] - problem.nominal()[i]) * (x[j] - problem.nominal()[j]);
        cost += Oracle.weight(problem, i, j) * shift / 2;
      }
    }
    for (int row = 0; row < problem.rows(); row++) {
      if (problem.slackWeight(row) < Double.POSITIVE_INFINITY) {
        double value = problem.value(row, x);
        double out = Math.max(0, Math.max(problem.lower(row) - value, value - problem.upper(row)));
        cost += problem.slackWeight(row) * out * out / 2;
      }
    }
    return cost;
  }

  /** By how much a point leaves any hard row. */
  static double hardViolation(QpProblem problem, double[] x) {
    double worst = 0;
    for (int row = 0; row < problem.rows(); row++) {
      if (problem.slackWeight(row) == Double.POSITIVE_INFINITY) {
        double value = problem.value(row, x);
        worst = Math.max(worst, Math.max(problem.lower(row) - value, value - problem.upper(row)));
      }
    }
    return worst;
  }

  /** Asserts that multipliers prove that a problem has no answer (Farkas' lemma). */
  static boolean provesInfeasible(QpProblem problem, double[] certificate) {
    double[] sum = new double[problem.variables()];
    double bounds = 0;
    double size = 0;
    for (int row = 0; row < problem.rows(); row++) {
      double weight = certificate[row];
      if (weight != 0) {
        problem.addRow(sum, weight, row);
        bounds += weight * (weight > 0 ? problem.upper(row) : problem.lower(row));
        size = Math.max(size, Math.abs(weight));
      }
    }
    double rest = 0;
    for (double entry : sum) {
      rest = Math.max(rest, Math.abs(entry));
    }
    return rest <= 1e-9 * size && bounds < 0;
  }
}

package io.escapement.safety.qp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Programmes written down by hand. */
final class QpCases {

  static final double INF = Double.POSITIVE_INFINITY;

  private QpCases() {}

  static QpProblem problem(int rows, double... nominal) {
    QpProblem problem = new QpProblem(nominal.length, rows);
    System.arraycopy(nominal, 0, problem.nominal(), 0, nominal.length);
    return problem;
  }

  static void row(QpProblem problem, int row, double lower, double upper, double... coefficients) {
    System.arraycopy(
        coefficients, 0, problem.coefficients(), row * coefficients.length, coefficients.length);
    problem.bounds(row, lower, upper);
  }

  static void box(QpProblem problem, int row, int variable, double limit) {
    problem.unit(row, variable);
    problem.bounds(row, -limit, limit);
  }

  static QpSolution solve(QpProblem problem, int... workingSet) {
    int n = problem.variables();
    int m = problem.rows();
    QpSolution solution = new QpSolution(n, m);
    int[] guess = workingSet.length == 0 ? new int[m] : workingSet;
    QpStatus status = new QpSolver(n, m, QpSettings.of(n, m)).solve(problem, guess, solution);
    assertEquals(status, solution.status());
    return solution;
  }

  static QpSolution optimal(QpProblem problem, int... workingSet) {
    QpSolution solution = solve(problem, workingSet);
    assertEquals(QpStatus.OPTIMAL, solution.status());
    assertTrue(solution.residual().max() <= 1e-9);
    return solution;
  }
}

package io.escapement.safety.qp;

import static io.escapement.safety.qp.QpCases.INF;
import static io.escapement.safety.qp.QpCases.box;
import static io.escapement.safety.qp.QpCases.problem;
import static io.escapement.safety.qp.QpCases.row;
import static io.escapement.safety.qp.QpCases.solve;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a programme ends that has no good answer. */
class QpEndingsTest {

  @Test
  void the_iteration_cap_is_not_called_infeasible() {
    QpProblem problem = problem(3, 5, 5, 5);
    for (int i = 0; i < 3; i++) {
      box(problem, i, i, 1);
    }
    QpSolution solution = new QpSolution(3, 3);
    int[] workingSet = new int[3];
    assertEquals(
        QpStatus.ITERATION_CAP,
        new QpSolver(3, 3, new QpSettings(2, 1e-9)).solve(problem, workingSet, solution));
    assertArrayEquals(new int[3], workingSet);
    assertEquals(
        QpStatus.OPTIMAL,
        new QpSolver(3, 3, new QpSettings(3, 1e-9)).solve(problem, workingSet, solution));
    assertEquals(3, solution.iterations());
  }

  @Test
  void an_answer_that_misses_the_tolerance_is_called_inaccurate() {
    Random random = new Random(9);
    QpProblem problem = RandomQp.feasible(random, 20, 60);
    QpSolution solution = new QpSolution(20, 60);
    QpSolver solver = new QpSolver(20, 60, new QpSettings(1000, Double.MIN_VALUE));
    assertEquals(QpStatus.INACCURATE, solver.solve(problem, new int[60], solution));
    assertTrue(solution.residual().max() > 0);
  }

  @Test
  void bounds_that_cross_are_infeasible() {
    QpProblem problem = problem(1, 0);
    row(problem, 0, 1, -1, 1);
    assertEquals(QpStatus.INFEASIBLE, solve(problem).status());
  }

  @Test
  void contradicting_equalities_are_infeasible() {
    QpProblem problem = problem(2, 0, 0);
    row(problem, 0, 1, 1, 1, 1);
    row(problem, 1, 3, 3, 2, 2);
    QpSolution solution = solve(problem);
    assertEquals(QpStatus.INFEASIBLE, solution.status());
    assertTrue(Kkt.provesInfeasible(problem, solution.multipliers()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void what_is_no_number_is_refused_and_does_not_come_out(double value) {
    for (int where = 0; where < 5; where++) {
      QpProblem problem = problem(1, 3, 3);
      row(problem, 0, -1, 1, 1, 1);
      switch (where) {
        case 0 -> problem.nominal()[1] = value;
        case 1 -> problem.coefficients()[1] = value;
        case 2 -> problem.diagonal()[1] = value;
        case 3 -> problem.bounds(0, Double.NaN, 1);
        default -> problem.soft(0, -1);
      }
      QpSolution solution = solve(problem);
      assertEquals(QpStatus.INVALID, solution.status());
      assertArrayEquals(new double[2], solution.x());
      assertArrayEquals(new double[1], solution.multipliers());
    }
  }

  @Test
  void a_weight_that_is_not_positive_definite_is_refused() {
    QpProblem problem = problem(1, 1, 1);
    problem.useDenseWeight();
    double[] weight = {1, 2, 2, 1};
    System.arraycopy(weight, 0, problem.weight(), 0, 4);
    assertEquals(QpStatus.INVALID, solve(problem).status());
  }

  @Test
  void huge_numbers_end_without_nan() {
    for (double size : new double[] {1e100, 1e150, 1e300, Double.MAX_VALUE}) {
      QpProblem problem = problem(2, size, -size);
      row(problem, 0, -1, 1, size, 1);
      row(problem, 1, size, INF, 1, -size);
      for (double x : solve(problem).x()) {
        assertTrue(Math.abs(x) <= Double.MAX_VALUE);
      }
    }
  }

  @Test
  void sizes_must_agree() {
    QpSolver solver = new QpSolver(2, 1, QpSettings.of(2, 1));
    QpSolution solution = new QpSolution(2, 1);
    QpProblem problem = new QpProblem(2, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> solver.solve(new QpProblem(2, 2), new int[2], solution));
    assertThrows(IllegalArgumentException.class, () -> solver.solve(problem, new int[2], solution));
  }
}

package io.escapement.safety.qp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class QpProperties {

  /** Coefficients and bounds of few values, so that rows repeat, oppose and meet each other. */
  @Property
  void degenerate_problems_end_with_an_answer_or_with_a_proof(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int n) {
    Random random = new Random(seed);
    int m = 1 + random.nextInt(30);
    QpProblem problem = new QpProblem(n, m);
    for (int i = 0; i < n; i++) {
      problem.nominal()[i] = random.nextInt(9) - 4;
      problem.diagonal()[i] = 1 + random.nextInt(3);
    }
    for (int row = 0; row < m; row++) {
      for (int i = 0; i < n; i++) {
        problem.coefficients()[row * n + i] = random.nextInt(3) - 1;
      }
      int lower = random.nextInt(4) - 2;
      problem.bounds(
          row,
          random.nextBoolean() ? lower : Double.NEGATIVE_INFINITY,
          random.nextBoolean() ? lower + random.nextInt(3) : Double.POSITIVE_INFINITY);
      if (random.nextInt(4) == 0) {
        problem.soft(row, 1 + random.nextInt(100));
      }
    }
    int[] workingSet = random.ints(m, -1, 2).toArray();
    QpSolution solution = new QpSolution(n, m);
    QpStatus status = new QpSolver(n, m, QpSettings.of(n, m)).solve(problem, workingSet, solution);
    if (status == QpStatus.INFEASIBLE) {
      assertTrue(Kkt.provesInfeasible(problem, solution.multipliers()));
    } else {
      assertEquals(QpStatus.OPTIMAL, status);
      assertTrue(Kkt.breach(problem, solution) <= 1e-9 + Kkt.rounding(problem, solution));
    }
  }

  /** No feasible point is closer. */
  @Property
  void no_other_allowed_point_costs_less(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 30) int n) {
    Random random = new Random(seed);
    QpProblem problem = RandomQp.feasible(random, n, 2 * n);
    QpSolution solution = new QpSolution(n, 2 * n);
    new QpSolver(n, 2 * n, QpSettings.of(n, 2 * n)).solve(problem, new int[2 * n], solution);
    assertEquals(QpStatus.OPTIMAL, solution.status());
    double cost = Kkt.cost(problem, solution.x());
    for (int k = 0; k < 20; k++) {
      double[] other = RandomQp.gaussian(random, n, 1e-3);
      for (int i = 0; i < n; i++) {
        other[i] += solution.x()[i];
      }
      assertTrue(Kkt.hardViolation(problem, other) > 0 || Kkt.cost(problem, other) >= cost - 1e-9);
    }
  }
}

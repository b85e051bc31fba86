package io.escapement.safety.qp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random problems of every size, beside an interior-point method, beside ojAlgo, and beside the
 * optimality conditions themselves.
 */
class QpOracleTest {

  private static final int PROBLEMS =
      Boolean.getBoolean("escapement.nightly")
          ? 10_000
          : Integer.getInteger("escapement.problems", 200);

  /** Of large problems ojAlgo, which takes up to a tenth of a second, is asked some. */
  private static final int ASKED = 200;

  private static final int SMALL = 8;
  private static final int MAX_ROWS = 100;
  private static final double AGREES = 1e-8;
  private static final double OPTIMAL = 1e-9;

  /** How many of ojAlgo's answers may be worse than ours: it stops early on about one in sixty. */
  private static final double MAX_WORSE = 0.06;

  /** Part of all problems on which the interior-point method stops before 1e-8. */
  private static final double MAX_APART = 0.002;

  static IntStream variables() {
    return IntStream.rangeClosed(2, 30);
  }

  @ParameterizedTest
  @MethodSource("variables")
  void agrees_with_the_oracles_and_satisfies_the_optimality_conditions(int n) {
    Random random = new Random(1000 + n);
    int worse = 0;
    int apart = 0;
    int share = n <= SMALL ? 1 : Math.max(1, PROBLEMS * n / ASKED);
    int asked = 0;
    for (int k = 0; k < PROBLEMS; k++) {
      QpProblem problem = RandomQp.feasible(random, n, rows(random, n));
      QpSolution solution = solve(problem);
      double[] x = solution.x();
      String which = n + " variables, problem " + k;
      assertEquals(QpStatus.OPTIMAL, solution.status(), which);
      assertTrue(Kkt.breach(problem, solution) <= OPTIMAL, which);
      double[] interior = InteriorPoint.solve(problem);
      boolean agrees = agree(interior, x);
      if (!agrees) {
        apart++;
        assertIsWorse(problem, interior, x, which);
      }
      if (!agrees || k % share == 0) {
        double[] oracle = Oracle.solve(problem);
        assertNotNull(oracle, which);
        boolean differs = !agree(oracle, x);
        if (differs) {
          assertIsWorse(problem, oracle, x, which);
        }
        // Of problems that are hard for one method both may fall short; they are no fair sample.
        asked += k % share == 0 ? 1 : 0;
        worse += k % share == 0 && differs ? 1 : 0;
      }
    }
    assertTrue(asked > 0, "ojAlgo was asked");
    assertTrue(worse <= 1 + MAX_WORSE * asked, worse + " of " + asked + " differ from ojAlgo");
    assertTrue(
        apart <= 1 + MAX_APART * PROBLEMS, apart + " of " + PROBLEMS + " differ from the interior");
  }

  private static boolean agree(double[] oracle, double[] x) {
    for (int i = 0; i < x.length; i++) {
      if (!(Math.abs(oracle[i] - x[i]) <= AGREES)) {
        return false;
      }
    }
    return true;
  }

  /** Where the oracle says something else, it costs more, or breaks a row. */
  private static void assertIsWorse(QpProblem problem, double[] oracle, double[] x, String which) {
    assertTrue(
        Kkt.cost(problem, oracle) > Kkt.cost(problem, x)
            || Kkt.hardViolation(problem, oracle) > 10 * Kkt.hardViolation(problem, x) + 1e-10,
        which);
  }

  @ParameterizedTest
  @MethodSource("variables")
  void calls_problems_without_an_answer_infeasible_and_proves_it(int n) {
    Random random = new Random(2000 + n);
    for (int k = 0; k < PROBLEMS; k++) {
      QpProblem problem = RandomQp.infeasible(random, n, rows(random, n));
      QpSolution solution = solve(problem);
      String which = n + " variables, problem " + k;
      assertEquals(QpStatus.INFEASIBLE, solution.status(), which);
      assertTrue(Kkt.provesInfeasible(problem, solution.multipliers()), which);
    }
  }

  @Test
  void the_oracle_is_asked_the_same_question() {
    QpProblem problem = new QpProblem(2, 1);
    problem.coefficients()[0] = 1;
    problem.coefficients()[1] = 1;
    problem.bounds(0, 1, 1);
    double[] x = Oracle.solve(problem);
    assertEquals(0.5, x[0], 1e-12);
    assertEquals(0.5, x[1], 1e-12);
  }

  private static int rows(Random random, int n) {
    return n + random.nextInt(Math.min(MAX_ROWS, 3 * n + 10) - n + 1);
  }

  private static QpSolution solve(QpProblem problem) {
    int n = problem.variables();
    int m = problem.rows();
    QpSolution solution = new QpSolution(n, m);
    new QpSolver(n, m, QpSettings.of(n, m)).solve(problem, new int[m], solution);
    return solution;
  }
}

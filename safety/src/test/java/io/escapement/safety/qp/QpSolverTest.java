package io.escapement.safety.qp;

import static io.escapement.safety.qp.QpCases.INF;
import static io.escapement.safety.qp.QpCases.box;
import static io.escapement.safety.qp.QpCases.optimal;
import static io.escapement.safety.qp.QpCases.problem;
import static io.escapement.safety.qp.QpCases.row;
import static io.escapement.safety.qp.QpCases.solve;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QpSolverTest {

  /** Of a kind; fewer where each runs for every change of the code. */
  private static final int PROBLEMS = 10 * Integer.getInteger("escapement.problems", 50);

  @Test
  void a_sphere_is_kept_out_of() {
    QpProblem problem = problem(1, -1, 0);
    row(problem, 0, -2 * (1.2 * 1.2 + 0.1 * 0.1 - 1), INF, 2 * 1.2, 2 * 0.1);
    QpSolution solution = optimal(problem);
    assertArrayEquals(new double[] {-0.37931034, 0.05172414}, solution.x(), 5e-9);
    assertEquals(-0.258621, solution.multipliers()[0], 5e-7);
  }

  @Test
  void a_sphere_is_kept_out_of_inside_a_box() {
    QpProblem problem = problem(3, -1, 0.9);
    row(problem, 0, -2 * (1.2 * 1.2 + 0.1 * 0.1 - 1), INF, 2 * 1.2, 2 * 0.1);
    box(problem, 1, 0, 0.5);
    box(problem, 2, 1, 0.5);
    int[] workingSet = new int[3];
    QpSolution solution = optimal(problem, workingSet);
    assertArrayEquals(new double[] {-0.41666667, 0.5}, solution.x(), 5e-9);
    assertArrayEquals(new double[] {-0.243056, 0, 0.448611}, solution.multipliers(), 5e-7);
    assertArrayEquals(new int[] {-1, 0, 1}, workingSet);
  }

  @Test
  void an_exponential_barrier_acts_on_the_acceleration() {
    QpProblem problem = problem(1, 0, 0);
    double h = 1.5 * 1.5 + 0.05 * 0.05 - 1;
    double speed = 2 * 1.5 * -1;
    row(problem, 0, -(2 + 8 * speed + 16 * h), INF, 2 * 1.5, 2 * 0.05);
    assertArrayEquals(new double[] {0.65260821, 0.02175361}, optimal(problem).x(), 5e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1})
  void a_discrete_barrier_takes_its_share_of_the_distance(double gamma) {
    QpProblem problem = problem(1, 5);
    row(problem, 0, -INF, gamma * (1 - 0.9), 0.1);
    assertEquals(gamma, optimal(problem).x()[0], 1e-12);
  }

  @Test
  void a_soft_row_gives_way_to_a_hard_one() {
    QpProblem problem = problem(2, 0);
    row(problem, 0, 2, INF, 1);
    problem.soft(0, 1e3);
    problem.unit(1, 0);
    problem.bounds(1, -INF, 0.5);
    QpSolution solution = optimal(problem);
    assertEquals(0.5, solution.x()[0]);
    assertEquals(1.5, solution.slacks()[0], 1e-12);
    assertEquals(-1500, solution.multipliers()[0], 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 2.708", "-1.2, -3, -0.708"})
  void a_joint_slows_before_its_limit(double q, double nominal, double velocity) {
    QpProblem problem = problem(1, nominal);
    problem.unit(0, 0);
    problem.bounds(0, -10 * (1.2708 + q), 10 * (1.2708 - q));
    assertEquals(velocity, optimal(problem).x()[0], 1e-12);
  }

  @Test
  void a_nominal_point_that_satisfies_all_rows_passes_bit_for_bit() {
    Random random = new Random(1);
    for (int k = 0; k < PROBLEMS; k++) {
      QpProblem problem = RandomQp.feasible(random, 7, 24);
      double[] x = optimal(problem).x();
      for (int row = 0; row < 24; row++) {
        problem.hard(row);
        double value = problem.value(row, x);
        problem.bounds(
            row, Math.min(value, problem.lower(row)), Math.max(value, problem.upper(row)));
      }
      System.arraycopy(x, 0, problem.nominal(), 0, 7);
      int[] stale = new int[24];
      stale[random.nextInt(24)] = 1;
      QpSolution again = optimal(problem, stale);
      for (int i = 0; i < 7; i++) {
        assertEquals(Double.doubleToRawLongBits(x[i]), Double.doubleToRawLongBits(again.x()[i]));
      }
      assertEquals(0, again.iterations());
      assertArrayEquals(new int[24], stale);
    }
  }

  @Test
  void solving_again_from_the_answer_changes_nothing() {
    Random random = new Random(2);
    for (int k = 0; k < PROBLEMS; k++) {
      QpProblem problem = RandomQp.feasible(random, 12, 40);
      for (int row = 0; row < 40; row++) {
        problem.hard(row);
      }
      double[] x = optimal(problem).x();
      System.arraycopy(x, 0, problem.nominal(), 0, 12);
      assertArrayEquals(x, optimal(problem).x());
    }
  }

  @Test
  void bounds_of_single_variables_hold_exactly() {
    Random random = new Random(3);
    for (int k = 0; k < PROBLEMS; k++) {
      QpProblem problem = RandomQp.feasible(random, 9, 30);
      double[] x = optimal(problem).x();
      for (int i = 0; i < 9; i++) {
        assertTrue(x[i] >= problem.lower(i) && x[i] <= problem.upper(i));
      }
    }
  }

  @Test
  void any_working_set_leads_to_the_same_answer() {
    Random random = new Random(4);
    for (int k = 0; k < PROBLEMS; k++) {
      int n = 2 + random.nextInt(29);
      int m = n + random.nextInt(101 - n);
      QpProblem problem = RandomQp.feasible(random, n, m);
      int[] right = new int[m];
      double[] x = optimal(problem, right).x();
      int[] wrong = right.clone();
      for (int row = 0; row < m; row += 3) {
        wrong[row] = -wrong[row];
      }
      int[] garbage = random.ints(m).toArray();
      QpSolution warm = optimal(problem, right.clone());
      assertEquals(0, warm.iterations());
      assertArrayEquals(x, warm.x(), 1e-10);
      assertArrayEquals(x, optimal(problem, wrong).x(), 1e-10);
      assertArrayEquals(x, optimal(problem, garbage).x(), 1e-10);
      assertArrayEquals(right, garbage);
    }
  }

  @Test
  void a_warm_start_hides_no_infeasibility() {
    Random random = new Random(5);
    for (int k = 0; k < PROBLEMS; k++) {
      QpProblem problem = RandomQp.infeasible(random, 8, 30);
      assertEquals(QpStatus.INFEASIBLE, solve(problem, random.ints(30, -1, 2).toArray()).status());
    }
  }

  @Test
  void duplicated_parallel_and_empty_rows_do_no_harm() {
    Random random = new Random(6);
    for (int k = 0; k < PROBLEMS; k++) {
      int n = 5;
      QpProblem single = RandomQp.feasible(random, n, 20);
      QpProblem repeated = new QpProblem(n, 61);
      System.arraycopy(single.nominal(), 0, repeated.nominal(), 0, n);
      System.arraycopy(single.diagonal(), 0, repeated.diagonal(), 0, n);
      System.arraycopy(single.weight(), 0, repeated.weight(), 0, n * n);
      if (!single.diagonalWeight()) {
        repeated.useDenseWeight();
      }
      double[] factors = {1, 3, -0.7};
      for (int row = 0; row < 60; row++) {
        int of = row / 3;
        double factor = factors[row % 3];
        single.hard(of);
        double[] a = new double[n];
        single.addRow(a, factor, of);
        double one = factor * single.lower(of);
        double other = factor * single.upper(of);
        row(repeated, row, Math.min(one, other), Math.max(one, other), a);
      }
      repeated.bounds(60, -1, 0);
      assertArrayEquals(optimal(single).x(), optimal(repeated).x(), 1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-5, 1e-7})
  void nearly_parallel_rows_are_told_apart(double angle) {
    QpProblem problem = problem(3, 3, 3);
    row(problem, 0, -INF, 1, 1, 0);
    row(problem, 1, -INF, 1, 1, angle);
    row(problem, 2, -INF, 1, 1, -angle);
    double push = (2 + 3 * angle) / (1 + angle * angle);
    assertArrayEquals(
        new double[] {3 - push, 3 - angle * push}, optimal(problem).x(), 1e-9, "one of them");
    row(problem, 2, 1, INF, 1, -angle);
    assertArrayEquals(new double[] {1, 0}, optimal(problem).x(), 1e-8, "where two meet");
  }

  @Test
  void more_rows_than_variables_meet_in_one_point() {
    QpProblem problem = problem(40, 5, 5);
    for (int row = 0; row < 40; row++) {
      double angle = 0.03 * row;
      row(problem, row, -INF, 0, StrictMath.cos(angle), StrictMath.sin(angle));
    }
    assertArrayEquals(new double[2], optimal(problem).x(), 1e-12);
  }

  @Test
  void badly_scaled_rows_give_the_same_answer() {
    Random random = new Random(7);
    for (int k = 0; k < PROBLEMS; k++) {
      QpProblem problem = RandomQp.feasible(random, 8, 30);
      for (int row = 0; row < 30; row++) {
        problem.hard(row);
      }
      double[] x = optimal(problem).x().clone();
      for (int row = 8; row < 30; row++) {
        double scale = StrictMath.pow(10, random.nextInt(13) - 6);
        for (int i = 0; i < 8; i++) {
          problem.coefficients()[row * 8 + i] *= scale;
        }
        problem.bounds(row, scale * problem.lower(row), scale * problem.upper(row));
      }
      assertArrayEquals(x, optimal(problem).x(), 1e-9);
    }
  }

  @Test
  void badly_scaled_weights_leave_an_accurate_answer() {
    Random random = new Random(8);
    for (int k = 0; k < PROBLEMS; k++) {
      QpProblem problem = RandomQp.feasible(random, 8, 30);
      problem.useDiagonalWeight();
      for (int i = 0; i < 8; i++) {
        problem.diagonal()[i] = StrictMath.pow(10, random.nextInt(9) - 4);
      }
      optimal(problem);
    }
  }

  @Test
  void the_same_problem_gives_the_same_bits_whatever_was_solved_before() {
    Random random = new Random(10);
    QpSolver used = new QpSolver(12, 40, QpSettings.of(12, 40));
    QpSolution before = new QpSolution(12, 40);
    for (int k = 0; k < PROBLEMS; k++) {
      QpProblem problem = RandomQp.feasible(random, 12, 40);
      used.solve(problem, new int[40], before);
      QpSolution fresh = optimal(problem);
      assertArrayEquals(fresh.x(), before.x());
      assertArrayEquals(fresh.multipliers(), before.multipliers());
      used.solve(RandomQp.infeasible(random, 12, 40), new int[40], before);
    }
  }

  @Test
  void a_solve_allocates_nothing_however_it_ends() {
    Random random = new Random(11);
    QpProblem[] problems = new QpProblem[40];
    for (int k = 0; k < problems.length; k++) {
      problems[k] =
          k % 4 == 0 ? RandomQp.infeasible(random, 7, 24) : RandomQp.feasible(random, 7, 24);
    }
    problems[3].nominal()[0] = Double.NaN;
    QpSolver[] solvers = {
      new QpSolver(7, 24, QpSettings.of(7, 24)), new QpSolver(7, 24, new QpSettings(5, 1e-18))
    };
    QpSolution solution = new QpSolution(7, 24);
    int[] workingSet = new int[24];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    // The compiler's own changes of mind cost some bytes once.
    for (int round = 0; round < 20 && least != 0; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int k = 0; k < 10_000; k++) {
        solvers[k & 1].solve(problems[k % problems.length], workingSet, solution);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertEquals(0, least);
  }
}

package io.escapement.safety.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.qp.QpProblem;
import io.escapement.safety.qp.QpSettings;
import io.escapement.safety.qp.QpSolution;
import io.escapement.safety.qp.QpSolver;
import io.escapement.safety.qp.QpStatus;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures worked out elsewhere, and the bounds themselves. */
class SampledDataTest {

  private static final double PRINTED = 5e-9;

  /** Without a margin for what happens within the period. */
  private static double leastRate(double h, double alpha) {
    double periodS = 1e-3;
    return SampledData.leastRate(h, alpha * periodS, periodS, 0, 0);
  }

  private static QpSolution solve(QpProblem problem) {
    QpSolution solution = new QpSolution(problem.variables(), problem.rows());
    QpSolver solver =
        new QpSolver(
            problem.variables(),
            problem.rows(),
            QpSettings.of(problem.variables(), problem.rows()));
    assertEquals(QpStatus.OPTIMAL, solver.solve(problem, new int[problem.rows()], solution));
    return solution;
  }

  private static void row(QpProblem problem, int row, double least, double... coefficients) {
    System.arraycopy(
        coefficients, 0, problem.coefficients(), row * coefficients.length, coefficients.length);
    problem.bounds(row, least, Double.POSITIVE_INFINITY);
  }

  private static void nominal(QpProblem problem, double... u) {
    System.arraycopy(u, 0, problem.nominal(), 0, u.length);
  }

  @Nested
  class Vectors {

    /** {@code h = |x|^2 - 1} at (1.2, .1). */
    private static void sphere(QpProblem problem) {
      row(problem, 0, leastRate(1.2 * 1.2 + .1 * .1 - 1, 2), 2.4, .2);
    }

    @Test
    void a_sphere_turns_the_command_along_its_surface() {
      QpProblem problem = new QpProblem(2, 1);
      nominal(problem, -1, 0);
      sphere(problem);
      QpSolution found = solve(problem);
      assertEquals(-.37931034, found.x()[0], PRINTED);
      assertEquals(.05172414, found.x()[1], PRINTED);
      assertEquals(.258621, -found.multipliers()[0], 5e-7);
    }

    @Test
    void a_sphere_and_a_box() {
      QpProblem problem = new QpProblem(2, 3);
      nominal(problem, -1, .9);
      sphere(problem);
      problem.unit(1, 0);
      problem.unit(2, 1);
      problem.bounds(1, -.5, .5);
      problem.bounds(2, -.5, .5);
      QpSolution found = solve(problem);
      assertEquals(-.41666667, found.x()[0], PRINTED);
      assertEquals(.5, found.x()[1], PRINTED);
      assertEquals(.243056, -found.multipliers()[0], 5e-7);
      assertEquals(0, found.multipliers()[1]);
      assertEquals(.448611, found.multipliers()[2], 5e-7);
    }

    @Test
    void accelerations_before_a_sphere() {
      double k = 4;
      double h = 1.5 * 1.5 + .05 * .05 - 1;
      double rate = 2 * 1.5 * -1;
      assertTrue(SampledData.isInDomain(h, rate, k));
      double periodS = 1e-3;
      double least = SampledData.leastAcceleration(h, rate, k, k, periodS, 0, 0);
      QpProblem problem = new QpProblem(2, 1);
      // Of hdd = 2 p.u + 2 |v|^2 the second part is no one's choice.
      row(problem, 0, least - 2, 3, .1);
      QpSolution found = solve(problem);
      assertEquals(.65260821, found.x()[0], PRINTED);
      assertEquals(.02175361, found.x()[1], PRINTED);
    }

    @Test
    void a_sphere_that_is_approached_too_fast_is_outside_the_domain() {
      double h = 1.5 * 1.5 + .05 * .05 - 1;
      assertEquals(-.99, SampledData.psi(h, 2 * 1.5 * -2, 4), 1e-12);
      assertFalse(SampledData.isInDomain(h, 2 * 1.5 * -2, 4));
    }

    @ParameterizedTest
    @CsvSource({".1, .1", ".5, .5", "1, 1"})
    void a_part_of_what_is_left_in_each_step(double gamma, double u) {
      QpProblem problem = new QpProblem(1, 1);
      nominal(problem, 5);
      row(problem, 0, SampledData.leastRate(1 - .9, gamma, .1, 0, 0), -1);
      assertEquals(u, solve(problem).x()[0], 1e-12);
    }

    @Test
    void a_soft_row_gives_way_at_its_price() {
      QpProblem problem = new QpProblem(1, 2);
      row(problem, 0, 2, 1);
      problem.soft(0, 1e3);
      problem.unit(1, 0);
      problem.bounds(1, Double.NEGATIVE_INFINITY, .5);
      QpSolution found = solve(problem);
      assertEquals(.5, found.x()[0], 1e-12);
      assertEquals(1.5, found.slacks()[0], 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 2.708", "-1.2, -3, -.708"})
    void joint_velocities_near_a_limit(double q, double wanted, double u) {
      QpProblem problem = new QpProblem(1, 2);
      nominal(problem, wanted);
      row(problem, 0, leastRate(1.2708 - q, 10), -1);
      row(problem, 1, leastRate(q + 1.2708, 10), 1);
      assertEquals(u, solve(problem).x()[0], 1e-12);
    }
  }

  /** h = 1 - x, driven as fast as allowed, with a decay that spends more than h in a period. */
  @Test
  void without_gamma_and_margin_a_barrier_is_broken_between_samples() {
    double[] expected = {1.5, .75, 1.125, .9375};
    double periodS = .1;
    double x = 0;
    for (double next : expected) {
      x -= SampledData.leastRate(1 - x, 1.5, periodS, 0, 0) * periodS;
      assertEquals(next, x, 1e-12);
    }
    assertEquals(1, SampledData.gamma(15, periodS), "which is why gamma is at most 1");
  }

  @Test
  void the_bound_between_samples_is_that_of_the_fastest_bend_downwards() {
    double h = .2;
    double periodS = .05;
    double bend = 3;
    double gamma = .7;
    double rate = SampledData.leastRate(h, gamma, periodS, bend, 0);
    assertEquals((1 - gamma) * h, h + rate * periodS - bend * periodS * periodS / 2, 1e-15);
    for (double t = 0; t <= periodS; t += periodS / 16) {
      double worst = h + rate * t - bend * t * t / 2;
      assertEquals(worst, SampledData.leastValue(h, gamma, periodS, bend, t), 1e-15);
    }
  }

  @Test
  void nothing_that_is_no_number_is_in_the_domain() {
    assertFalse(SampledData.isInDomain(Double.NaN, 0, 1));
    assertFalse(SampledData.isInDomain(1, Double.NaN, 1));
    assertFalse(SampledData.isInDomain(-1e-9, 1, 1));
    assertTrue(SampledData.isInDomain(0, 0, 1), "the border belongs to it");
    assertTrue(SampledData.isInDomain(1, -3, 3));
  }

  @Test
  void a_disturbance_is_added_to_what_is_demanded() {
    assertEquals(.25, SampledData.leastRate(0, 1, .1, 0, .25));
    assertEquals(
        .25 * 1.2 + SampledData.leastAcceleration(.1, -.5, 4, 3, .1, 2, 0),
        SampledData.leastAcceleration(.1, -.5, 4, 3, .1, 2, .25),
        1e-15);
  }

  @Test
  void the_least_acceleration_leaves_what_may_not_be_spent_at_the_worst_jerk() {
    double periodS = .05;
    double k1 = 7;
    double k2 = 9;
    double jerk = 20;
    for (double rate : new double[] {-.6, -.2, .4}) {
      double h = .1;
      double a = SampledData.leastAcceleration(h, rate, k1, k2, periodS, jerk, 0);
      double psi = SampledData.psi(h, rate, k1);
      double least = Double.POSITIVE_INFINITY;
      for (int i = 1; i <= 16; i++) {
        double t = periodS * i / 16;
        double later = h + rate * t + a * t * t / 2 - jerk * t * t * t / 6;
        double faster = rate + a * t - jerk * t * t / 2;
        least = Math.min(least, SampledData.psi(later, faster, k1) - (1 - k2 * t) * psi);
      }
      assertTrue(least >= -1e-12, rate + " " + least);
      assertTrue(a > 0 || least < 1e-12, "no more than is needed: " + least);
    }
  }

  @Test
  void for_short_periods_the_least_acceleration_is_that_of_the_exponential_barrier() {
    double exact = -(4 + 3) * -.5 - 4 * 3 * .1;
    assertEquals(exact, SampledData.leastAcceleration(.1, -.5, 4, 3, 1e-9, 2, 0), 1e-7);
  }
}

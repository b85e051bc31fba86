package io.escapement.safety.qp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KktResidualTest {

  private static final double INF = Double.POSITIVE_INFINITY;

  private final QpProblem problem = new QpProblem(2, 2);
  private final KktResidual residual = new KktResidual(2);

  KktResidualTest() {
    problem.diagonal()[1] = 2;
    problem.coefficients()[0] = 3;
    problem.coefficients()[1] = 4;
    problem.bounds(0, -INF, 5);
  }

  private double evaluate(double x0, double x1, double y0, double y1) {
    return residual.evaluate(problem, new double[] {x0, x1}, new double[] {y0, y1}, new double[2]);
  }

  @Test
  void a_violated_bound_is_a_distance() {
    evaluate(1, 1, 0, 0);
    assertEquals(2. / 5, residual.primal(), 1e-15);
    evaluate(10, 0, 0, 0);
    assertEquals(25. / 5 / 10, residual.primal(), 1e-15, "of a point that large");
    evaluate(1, .5, 0, 0);
    assertEquals(0, residual.primal());
    problem.bounds(0, 8, INF);
    evaluate(1, 1, 0, 0);
    assertEquals(1. / 5, residual.primal(), 1e-15);
  }

  @Test
  void stationarity_is_relative_to_the_terms() {
    evaluate(1, 1, .5, 0);
    assertEquals(4 / 2.5, residual.stationarity(), 1e-15, "(2.5, 4) of terms up to 2.5");
    evaluate(1, 1, 0, 0);
    assertEquals(1, residual.stationarity(), 1e-15, "(1, 2) of 2");
    evaluate(.1, .1, 0, 0);
    assertEquals(.2, residual.stationarity(), 1e-15, "of 1 at least");
    assertArrayEquals(new double[] {.1, .2}, residual.gradient(), 1e-15);
    problem.nominal()[0] = .3;
    evaluate(.1, 0, 0, 0);
    assertEquals(.2, residual.stationarity(), 1e-15);
  }

  @Test
  void a_full_weight_counts_as_its_lower_triangle() {
    System.arraycopy(new double[] {2, 99, 1, 3}, 0, problem.weight(), 0, 4);
    problem.useDenseWeight();
    evaluate(.1, .2, 0, 0);
    assertArrayEquals(new double[] {.4, .7}, residual.gradient(), 1e-15);
  }

  @Test
  void a_multiplier_asks_for_its_bound() {
    evaluate(1, 1, .5, 0);
    assertEquals(2. / 5, residual.complementarity(), 1e-15);
    evaluate(1, 1, .1, 0);
    assertEquals(2. / 5 / 2, residual.complementarity(), 1e-15, "a force of 0.5 counts half");
    evaluate(1, .5, .1, 0);
    assertEquals(0, residual.complementarity());
    problem.bounds(0, 4, INF);
    evaluate(1, 1, -.5, 0);
    assertEquals(3. / 5, residual.complementarity(), 1e-15);
    evaluate(10, 1, -.5, 0);
    assertEquals(30. / 5 / 10, residual.complementarity(), 1e-15);
  }

  @Test
  void a_multiplier_without_a_bound_is_wrong_by_its_size() {
    evaluate(0, 0, -.25, 0);
    assertEquals(.25, residual.dual(), 1e-15);
    evaluate(0, 0, 0, .75);
    assertEquals(.75, residual.dual(), 1e-15);
    evaluate(0, 0, .25, 0);
    assertEquals(0, residual.dual());
  }

  @Test
  void a_slack_pushes_with_its_price() {
    problem.soft(0, 10);
    double[] x = {1, .5};
    residual.evaluate(problem, x, new double[] {1, 0}, new double[] {-.2, 0});
    assertEquals(1, residual.dual(), 1e-12);
    residual.evaluate(problem, x, new double[] {4, 0}, new double[] {-.2, 0});
    assertEquals(.5, residual.dual(), 1e-12);
    residual.evaluate(problem, x, new double[] {2, 0}, new double[] {-.2, 0});
    assertEquals(0, residual.dual(), 1e-12);
    residual.evaluate(problem, new double[] {1, 1}, new double[2], new double[] {-2, 0});
    assertEquals(0, residual.primal(), "what gives way is not left");
  }

  @Test
  void the_largest_counts_and_what_is_no_number_most() {
    assertEquals(4 / 2.5, evaluate(1, 1, .5, 0), 1e-15);
    assertEquals(.75, evaluate(0, 0, 0, .75), 1e-15);
    assertTrue(Double.isNaN(evaluate(Double.NaN, 0, 0, 0)));
    assertTrue(Double.isNaN(evaluate(0, 0, Double.NaN, 0)));
    residual.none();
    assertEquals(0, residual.max());
    assertEquals(0, residual.primal() + residual.dual() + residual.stationarity());
    assertEquals(0, residual.complementarity());
  }

  @Test
  void inner_products_are_those_of_any_length_and_place() {
    Random random = new Random(1);
    double[] a = RandomQp.gaussian(random, 20, 1);
    double[] b = RandomQp.gaussian(random, 20, 1);
    for (int length = 0; length <= 15; length++) {
      double sum = 0;
      double[] added = a.clone();
      for (int i = 0; i < length; i++) {
        sum += a[2 + i] * b[3 + i];
        added[2 + i] += .5 * b[3 + i];
      }
      assertEquals(sum, Dense.dot(a, 2, b, 3, length), 1e-14);
      double[] found = a.clone();
      Dense.add(found, 2, .5, b, 3, length);
      assertArrayEquals(added, found);
    }
    assertEquals(3, Dense.largest(new double[] {1, -3, 9}, 2));
    assertTrue(Double.isNaN(Dense.largest(new double[] {1, Double.NaN, 9}, 3)));
  }

  @Test
  void problems_and_settings_out_of_range_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new QpSettings(0, 1e-9));
    assertThrows(IllegalArgumentException.class, () -> new QpSettings(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new QpSettings(1, Double.NaN));
    assertEquals(1, new QpSettings(1, 1e-9).maxIterations());
    assertEquals(130, QpSettings.of(3, 10).maxIterations());
    assertThrows(IllegalArgumentException.class, () -> new QpProblem(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new QpProblem(1, -1));
    assertEquals(0, new QpProblem(1, 0).rows());
    assertThrows(IndexOutOfBoundsException.class, () -> problem.unit(0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> problem.unit(0, -1));
    problem.unit(0, 1);
    assertEquals(1, problem.unit(0));
    problem.dense(0);
    assertEquals(-1, problem.unit(0));
    problem.soft(0, 3);
    assertEquals(3, problem.slackWeight(0));
    problem.hard(0);
    assertEquals(INF, problem.slackWeight(0));
    problem.open(0);
    assertEquals(-INF, problem.lower(0));
    assertEquals(INF, problem.upper(0));
  }
}

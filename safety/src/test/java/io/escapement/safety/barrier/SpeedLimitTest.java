package io.escapement.safety.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.qp.QpProblem;
import io.escapement.safety.qp.QpSettings;
import io.escapement.safety.qp.QpSolution;
import io.escapement.safety.qp.QpSolver;
import io.escapement.safety.qp.QpStatus;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedLimitTest {

  private static final double HELD_S = 1e-2;

  private static SpeedLimitSettings settings(boolean measured) {
    Optional<SpeedLimitSettings.Distance> distance =
        measured ? Optional.of(new SpeedLimitSettings.Distance("person", .5, 2)) : Optional.empty();
    return new SpeedLimitSettings("tool", "f3", .25, 5, 80, distance);
  }

  private static SpeedLimit of(ChainWorld world, boolean measured) {
    SpeedLimit limit = new SpeedLimit(settings(measured), world.robot, HELD_S);
    world.attach(List.of(limit::declare));
    return limit;
  }

  /** The closest accelerations that the rows allow. */
  private static QpStatus filter(SpeedLimit limit, double[] wanted) {
    int n = wanted.length;
    QpProblem problem = new QpProblem(n, SpeedLimit.ROWS);
    QpSolution solution = new QpSolution(n, SpeedLimit.ROWS);
    System.arraycopy(wanted, 0, problem.nominal(), 0, n);
    System.arraycopy(limit.coefficients(), 0, problem.coefficients(), 0, n * SpeedLimit.ROWS);
    for (int row = 0; row < SpeedLimit.ROWS; row++) {
      problem.bounds(row, limit.lower(row), limit.upper(row));
    }
    QpSolver solver = new QpSolver(n, SpeedLimit.ROWS, QpSettings.of(n, SpeedLimit.ROWS));
    QpStatus status = solver.solve(problem, new int[SpeedLimit.ROWS], solution);
    System.arraycopy(solution.x(), 0, wanted, 0, n);
    return status;
  }

  private static double speed(double[] v) {
    return StrictMath.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatever_is_wanted_the_speed_stays_below_the_limit(@ForAll long seed) {
    Random random = new Random(seed);
    ChainWorld world = ChainWorld.point(3);
    SpeedLimit limit = of(world, false);
    double fastest = 0;
    double[] heading = new double[3];
    for (int tick = 0; tick < 60; tick++) {
      for (int i = 0; tick % 20 == 0 && i < 3; i++) {
        heading[i] = 100 * random.nextGaussian();
      }
      world.write();
      assertTrue(limit.evaluate());
      double[] a = heading.clone();
      assertEquals(QpStatus.OPTIMAL, filter(limit, a));
      for (int i = 0; i < 3; i++) {
        world.dq[i] += a[i] * HELD_S;
      }
      fastest = Math.max(fastest, speed(world.dq));
    }
    assertTrue(fastest <= .25 * (1 + 1e-9), fastest + " m/s");
    assertTrue(fastest >= .25 * .9, "and it is not much slower: " + fastest);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void on_an_arm_the_rows_bound_the_velocity_a_period_from_now(@ForAll long seed) {
    Random random = new Random(seed);
    ChainWorld world = ChainWorld.random(random, 6);
    double[] q = world.q.clone();
    double[] dq = new double[6];
    SpeedLimitSettings settings =
        new SpeedLimitSettings("tool", world.last(), 5, 5, 80, Optional.empty());
    SpeedLimit limit = new SpeedLimit(settings, world.robot, 1e-4);
    world.attach(List.of(limit::declare));
    assertTrue(limit.evaluate());
    double[] a = new double[6];
    for (int i = 0; i < 6; i++) {
      a[i] = 20 * random.nextGaussian();
      dq[i] = world.dq[i];
    }
    double[] before = new double[SpeedLimit.ROWS];
    for (int row = 0; row < SpeedLimit.ROWS; row++) {
      double sum = 0;
      for (int i = 0; i < 6; i++) {
        sum += limit.coefficients()[row * 6 + i] * a[i];
      }
      // Both bounds together: what of the velocity is not the accelerations'.
      before[row] = (sum - (limit.lower(row) + limit.upper(row)) / 2) * 1e-4;
    }
    double speedNow = limit.speed();
    double limitNow = limit.limit();
    for (int i = 0; i < 6; i++) {
      world.q[i] = q[i] + dq[i] * 1e-4 + a[i] * 5e-9;
      world.dq[i] = dq[i] + a[i] * 1e-4;
    }
    world.write();
    limit.evaluate();
    if (speedNow < limitNow * .8) {
      assertEquals(limit.speed(), speed(before), 1e-4 * (1 + limit.speed()));
    }
  }

  @ParameterizedTest
  @CsvSource({".2, .25", ".5, .25", ".6, .45", "2.5, 4.25", "NaN, .25", "-1, .25", "Infinity, 1e3"})
  void the_limit_rises_with_the_distance(double distance, double expected) {
    ChainWorld world = ChainWorld.point(3);
    SpeedLimit limit = of(world, true);
    world.person.set(0, distance);
    assertTrue(limit.evaluate());
    assertEquals(expected, limit.limit(), 1e-12);
    assertEquals(80 * expected / .25, limit.powerW(), 1e-6);
  }

  @Test
  void a_speed_above_the_limit_has_to_fall() {
    ChainWorld world = ChainWorld.point(3);
    SpeedLimit limit = of(world, false);
    world.dq[1] = 1;
    double[] a = new double[3];
    int ticks = 0;
    double before = 1;
    while (speed(world.dq) > .25) {
      world.write();
      assertTrue(limit.evaluate());
      a[0] = 0;
      a[1] = 30;
      a[2] = 0;
      assertEquals(QpStatus.OPTIMAL, filter(limit, a));
      for (int i = 0; i < 3; i++) {
        world.dq[i] += a[i] * HELD_S;
      }
      assertTrue(speed(world.dq) <= Math.max(.25, before - 5 * HELD_S + 1e-9));
      before = speed(world.dq);
      ticks++;
    }
    assertEquals((1 - .25) / 5 / HELD_S, ticks, 1.5);
  }

  @Test
  void a_state_that_is_no_number_opens_the_rows_and_says_so() {
    ChainWorld world = ChainWorld.point(3);
    SpeedLimit limit = of(world, false);
    for (double poison : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      world.dq[1] = poison;
      world.write();
      assertFalse(limit.evaluate());
      assertEquals(Double.POSITIVE_INFINITY, limit.upper(0));
      assertEquals(Double.NEGATIVE_INFINITY, limit.lower(2));
    }
  }

  @Test
  void names_what_it_needs() {
    SpeedLimit limit = of(ChainWorld.point(3), true);
    assertEquals("tool", limit.name());
    assertEquals(List.of("f3"), limit.frames());
  }

  @Test
  void settings_out_of_range_are_refused() {
    Optional<SpeedLimitSettings.Distance> none = Optional.empty();
    assertThrows(
        IllegalArgumentException.class, () -> new SpeedLimitSettings("a", "f", 0, 1, 1, none));
    assertThrows(
        IllegalArgumentException.class, () -> new SpeedLimitSettings("a", "f", 1, 0, 1, none));
    assertThrows(
        IllegalArgumentException.class, () -> new SpeedLimitSettings("a", "f", 1, 1, -1, none));
    assertThrows(IllegalArgumentException.class, () -> new SpeedLimitSettings.Distance("s", -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new SpeedLimitSettings.Distance("s", 1, 0));
  }
}

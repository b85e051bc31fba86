package io.escapement.safety.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ClosestPointsTest {

  private final ClosestPoints closest = new ClosestPoints();

  private static double distance(double[][] p, double s, double t) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double gap = p[2][i] + t * (p[3][i] - p[2][i]) - p[0][i] - s * (p[1][i] - p[0][i]);
      sum += gap * gap;
    }
    return StrictMath.sqrt(sum);
  }

  private double found(double[][] p) {
    closest.find(p[0], p[1], p[2], p[3]);
    assertTrue(closest.s() >= 0 && closest.s() <= 1 && closest.t() >= 0 && closest.t() <= 1);
    return distance(p, closest.s(), closest.t());
  }

  /** Segments in general, and such that are short, parallel, nearly so, or on one line. */
  private static double[][] segments(Random random) {
    double[][] p = new double[4][3];
    for (double[] point : p) {
      for (int i = 0; i < 3; i++) {
        point[i] = random.nextInt(5) == 0 ? random.nextInt(3) - 1 : random.nextGaussian();
      }
    }
    double[] tilts = {0, 1e-12, 1e-8, 1e-5, 1e-3, 1e-2};
    int sort = random.nextInt(5);
    double tilt = tilts[random.nextInt(tilts.length)];
    for (int i = 0; i < 3; i++) {
      if (sort == 0) {
        double along = p[1][i] - p[0][i];
        p[3][i] = p[2][i] + (random.nextInt(2) + .5) * along + tilt * random.nextGaussian();
      } else if (sort == 1) {
        p[1][i] = p[0][i] + tilt * p[1][i];
      } else if (sort == 2) {
        p[1][i] = p[0][i];
        p[3][i] = p[2][i] + tilt * p[3][i];
      } else if (sort == 3) {
        double along = p[1][i] - p[0][i];
        p[2][i] = p[0][i] + .5 * along;
        p[3][i] = p[0][i] + 2 * along + tilt * p[3][i];
      }
    }
    return p;
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void no_other_pair_of_points_is_closer(@ForAll long seed) {
    Random random = new Random(seed);
    double[][] p = segments(random);
    double found = found(p);
    int steps = 60;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= steps; i++) {
      for (int j = 0; j <= steps; j++) {
        least = Math.min(least, distance(p, (double) i / steps, (double) j / steps));
      }
    }
    assertTrue(found <= least + 1e-9, found + " over " + least);
    double away = distance(new double[][] {p[0], p[1], p[0], p[1]}, 0, 1);
    double across = distance(new double[][] {p[2], p[3], p[2], p[3]}, 0, 1);
    assertTrue(found >= least - (away + across) / steps);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void it_does_not_matter_which_comes_first(@ForAll long seed) {
    double[][] p = segments(new Random(seed));
    double one = found(p);
    assertEquals(one, found(new double[][] {p[2], p[3], p[0], p[1]}), 1e-7);
    assertEquals(one, found(new double[][] {p[1], p[0], p[3], p[2]}), 1e-7);
  }

  @Test
  void a_point_and_a_point() {
    double[] here = {1, 2, 3};
    double[] there = {1, 2, 5};
    assertEquals(2, found(new double[][] {here, here, there, there}));
  }

  @Test
  void segments_that_cross() {
    double[][] p = {{-1, 0, 0}, {1, 0, 0}, {0, -1, 0}, {0, 3, 0}};
    assertEquals(0, found(p));
    assertEquals(.5, closest.s());
    assertEquals(.25, closest.t());
  }
}

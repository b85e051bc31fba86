package io.escapement.safety.barrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class VectorsTest {

  private static double[] across(double x, double y, double z) {
    double[] found = new double[3];
    Vectors.across(new double[] {x, y, z}, found);
    return found;
  }

  private static double[] unit(double x, double y, double z) {
    double length = StrictMath.sqrt(x * x + y * y + z * z);
    return new double[] {x / length, y / length, z / length};
  }

  /** The axis less its part along the direction. */
  @Test
  void across_is_the_axis_that_is_least_along_made_square() {
    assertArrayEquals(unit(14 - 1, -2, -3), across(1, 2, 3), 1e-15);
    assertArrayEquals(unit(-3, 14 - 1, 2), across(3, 1, -2), 1e-15);
    assertArrayEquals(unit(-2, 3, 14 - 1), across(2, -3, 1), 1e-15);
  }

  @Test
  void across_an_axis_is_another_axis() {
    assertArrayEquals(new double[] {0, 0, 1}, across(5, 0, 0));
    assertArrayEquals(new double[] {0, 0, 1}, across(0, 5, 0));
    assertArrayEquals(new double[] {0, 1, 0}, across(0, 0, 5));
  }

  @Test
  void across_nothing_is_upwards() {
    assertArrayEquals(new double[] {0, 0, 1}, across(0, 0, 0));
  }
}

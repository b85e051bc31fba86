package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearSystemTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 12})
  void finds_what_gives_the_right_hand_side(int n) {
    Random random = new Random(n);
    for (int sample = 0; sample < 200; sample++) {
      double[] matrix = random.doubles((long) n * n, -1, 1).toArray();
      for (int i = 0; i < n; i++) {
        matrix[i * n + i] += Math.copySign(1, matrix[i * n + i]);
      }
      double[] expected = random.doubles(n, -5, 5).toArray();
      double[] right = times(matrix, expected);
      LinearSystem.solve(matrix.clone(), right, n);
      assertArrayEquals(expected, right, 1e-8);
    }
  }

  @Test
  void rows_change_places_where_a_diagonal_is_zero_or_small() {
    double[] right = {3, 5, 2};
    LinearSystem.solve(new double[] {0, 1, 0, 0, 0, 1, 1, 0, 0}, right, 3);
    assertArrayEquals(new double[] {2, 3, 5}, right, 0);

    // Without a change of places 1e-20 as a pivot would leave 0 for the first.
    double[] small = {1, 2};
    LinearSystem.solve(new double[] {1e-20, 1, 1, 1}, small, 2);
    assertArrayEquals(new double[] {1, 1}, small, 1e-12);
  }

  @Test
  void the_greatest_of_several_pivots_counts_whatever_its_sign() {
    double[] right = {1 + 1e-17, 1, -1e17 + 1};
    LinearSystem.solve(new double[] {1e-17, 1, 0, 0, 1, 0, -1e17, 0, 1}, right, 3);
    assertArrayEquals(new double[] {1, 1, 0}, right, 16);
    assertEquals(1, right[0], 1e-12);
    assertEquals(1, right[1], 1e-12);
  }

  @Test
  void a_system_without_one_answer_gives_no_numbers() {
    double[] right = {1, 2};
    LinearSystem.solve(new double[] {1, 1, 1, 1}, right, 2);
    assertFalse(Double.isFinite(right[0] + right[1]));
  }

  private static double[] times(double[] matrix, double[] x) {
    double[] product = new double[x.length];
    for (int row = 0; row < x.length; row++) {
      for (int i = 0; i < x.length; i++) {
        product[row] += matrix[row * x.length + i] * x[i];
      }
    }
    return product;
  }
}

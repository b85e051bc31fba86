package io.escapement.controller.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TickDrawsTest {

  private static final int DRAWS = 100_000;

  @Test
  void numbersAreUniformOverPositions() {
    int[] bins = new int[10];
    double product = 0;
    for (int i = 0; i < DRAWS; i++) {
      double one = TickDraws.uniform(1, 0, i * 2_000_000L);
      bins[(int) (one * bins.length)]++;
      product += (one - 0.5) * (TickDraws.uniform(1, 0, (i + 1) * 2_000_000L) - 0.5);
    }
    for (int bin : bins) {
      assertEquals(0.1, (double) bin / DRAWS, 0.005);
    }
    assertEquals(0, product / DRAWS, 0.002, "correlation of neighbours");
  }

  @Test
  void seedStreamAndPositionEachGiveAnotherNumber() {
    Set<Double> numbers = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 10; j++) {
        for (int k = 0; k < 10; k++) {
          numbers.add(TickDraws.uniform(i, j, k));
        }
      }
    }
    assertEquals(1000, numbers.size());
    assertTrue(numbers.stream().allMatch(number -> number >= 0 && number < 1));
  }
}

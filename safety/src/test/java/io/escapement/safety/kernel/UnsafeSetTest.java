package io.escapement.safety.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.escapement.controller.feature.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsafeSetTest {

  private final UnsafeSet set =
      new UnsafeSet(
          List.of(
              new UnsafeSet.Condition(Feature.parse("a/b[0]"), true, 2, 1),
              new UnsafeSet.Condition(Feature.parse("a/b[1]"), false, -4, 0)));

  @Test
  void its_barrier_rises_from_each_centre_to_one_at_the_limit() {
    assertEquals(0, set.barrier(new double[] {0, 3}));
    assertEquals(0.25, set.barrier(new double[] {1.5, 0}));
    assertEquals(0.25, set.barrier(new double[] {0, -2}));
    assertEquals(0.5625, set.barrier(new double[] {1.5, -3}));
    assertEquals(1, set.barrier(new double[] {2, 0}));
    assertEquals(1, set.barrier(new double[] {7, 0}));
  }

  @Test
  void what_is_no_number_is_unsafe() {
    assertEquals(1, set.barrier(new double[] {Double.NaN, 0}));
  }

  @Test
  void a_limit_is_read_as_it_is_written() {
    UnsafeSet.Limit limit = UnsafeSet.Limit.parse("joints/position[2] > 1.5e-1");
    assertEquals(new UnsafeSet.Limit(Feature.parse("joints/position[2]"), true, 0.15), limit);
    assertEquals(
        new UnsafeSet.Limit(Feature.parse("a/b[0]"), false, -2),
        UnsafeSet.Limit.parse("a/b[0]<-2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b > 1", "a/b[0:2] > 1", "a/b[0] = 1", "a/b[0] >", "> 1"})
  void what_is_no_limit_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> UnsafeSet.Limit.parse(text));
  }

  @Test
  void a_centre_beyond_its_limit_is_refused() {
    Feature x = Feature.parse("a/b[0]");
    assertThrows(IllegalArgumentException.class, () -> new UnsafeSet.Condition(x, true, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> new UnsafeSet.Condition(x, false, 2, 1));
  }
}

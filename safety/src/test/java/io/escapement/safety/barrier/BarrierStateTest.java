package io.escapement.safety.barrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarrierStateTest {

  private final BarrierState state = new BarrierState(List.of(1., 2.), List.of(3., 4.), .5);

  /** Seals a state of which one number is not what it should be. */
  private void seal(int where, double value) {
    double[] numbers = {1, 2, 3, 4, 5, 6, 7};
    numbers[where] = value;
    state.set(numbers[0], numbers[1], numbers[2]);
    state.setBounds(numbers[3], numbers[4]);
    state.gradient()[0] = numbers[5];
    state.gradient()[1] = numbers[6];
    state.seal();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void one_number_that_is_none_makes_the_state_unknown(double value) {
    for (int where = 0; where < 7; where++) {
      seal(where, value);
      assertFalse(state.isKnown() || state.isActive(), "number " + where);
      assertArrayEquals(new double[2], state.gradient());
    }
    seal(0, 8);
    assertTrue(state.isKnown() && state.isActive());
    assertEquals(8, state.value());
    assertArrayEquals(new double[] {6, 7}, state.gradient());
  }

  @Test
  void a_joint_gains_speed_while_a_command_is_held_up_to_what_it_can_have() {
    assertEquals(1, state.fastest(0, .2));
    assertEquals(2, state.fastest(1, -.3));
    assertEquals(1.5, state.fastest(0, -1.5), "it may be faster than it should be");
    BarrierState brief = new BarrierState(List.of(1.), List.of(3.), .1);
    assertEquals(.5, brief.fastest(0, -.2), 1e-15);
  }

  @Test
  void the_acceleration_is_at_most_all_parts_together() {
    state.set(0, 0, -2);
    state.setBounds(0, 8);
    state.gradient()[0] = -1;
    state.gradient()[1] = .5;
    assertEquals(2 + 3 + 2 + 8 * .5, state.acceleration());
  }

  @Test
  void bounds_may_be_zero_but_not_less_or_endless() {
    assertTrue(new BarrierState(List.of(0.), List.of(0.), 0).gradient().length == 1);
    List<Double> fine = List.of(1.);
    for (double wrong : new double[] {-1e-9, Double.NaN, Double.POSITIVE_INFINITY}) {
      List<Double> one = List.of(wrong);
      assertThrows(IllegalArgumentException.class, () -> new BarrierState(one, fine, 1));
      assertThrows(IllegalArgumentException.class, () -> new BarrierState(fine, one, 1));
      assertThrows(IllegalArgumentException.class, () -> new BarrierState(fine, fine, wrong));
    }
  }
}

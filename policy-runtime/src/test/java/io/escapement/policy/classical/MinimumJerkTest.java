package io.escapement.policy.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimumJerkTest {

  /** 10 t^3 - 15 t^4 + 6 t^5 and its derivative. */
  @ParameterizedTest
  @CsvSource({
    "-1, 0, 0",
    "0, 0, 0",
    "0.2, 0.05792, 0.768",
    "0.5, 0.5, 1.875",
    "0.8, 0.94208, 0.768",
    "1, 1, 0",
    "3, 1, 0"
  })
  void theQuinticGivesTheFiguresWorkedOutByHand(double time, double position, double velocity) {
    assertEquals(position, MinimumJerk.position(time), 1e-12);
    assertEquals(velocity, MinimumJerk.velocity(time), 1e-12);
  }

  @Property
  void itNeverGoesBackAndItsVelocityIsItsSlope(@ForAll @DoubleRange(min = 0, max = 1) double time) {
    double e = 1e-6;
    double ahead = MinimumJerk.position(time + e);
    double behind = MinimumJerk.position(time - e);
    assertTrue(ahead >= behind - 1e-12);
    assertEquals((ahead - behind) / (2 * e), MinimumJerk.velocity(time), 1e-5);
  }
}

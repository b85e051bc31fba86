package io.escapement.policy.head;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogGammaTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0",
    "2, 0",
    "0.5, 0.5723649429247001",
    "5, 3.1780538303479458",
    "10.5, 13.940625219403763",
    "100, 359.1342053695754",
    "1e-5, 11.512919692895825",
    "1e6, 12815504.569147611"
  })
  void knownValues(double x, double expected) {
    assertEquals(expected, LogGamma.of(x), 1e-13 * Math.max(1, Math.abs(expected)) * 4);
  }
}

package io.escapement.policy.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaitCurvesTest {

  /** Stance: 1 - 2u/d and sin(pi u/d); swing, w = (u-d)/(1-d): 2w - 1 and sin(pi w). */
  @ParameterizedTest
  @CsvSource({
    "0.00, 0.6,  1.0, 0.0",
    "0.15, 0.6,  0.5, 0.7071067811865476",
    "0.30, 0.6,  0.0, 1.0",
    "0.40, 0.6, -0.3333333333333333, 0.8660254037844386",
    "0.60, 0.6, -1.0, 0.0",
    "0.70, 0.6, -0.5, 0.7071067811865476",
    "0.80, 0.6,  0.0, 1.0",
    "0.90, 0.6,  0.5, 0.7071067811865476",
    "0.25, 0.5,  0.0, 1.0",
    "0.625, 0.5, -0.5, 0.7071067811865476",
  })
  void theFormulasGiveTheFiguresWorkedOutByHand(double u, double d, double sweep, double bell) {
    assertEquals(sweep, GaitCurves.sweep(u, d), 1e-12);
    assertEquals(bell, GaitCurves.bell(u, d), 1e-12);
  }

  @Property
  void bothStayInTheirRange(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double cycles,
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double duty) {
    double u = GaitCurves.part(cycles);
    assertTrue(u >= 0 && u < 1);
    assertTrue(Math.abs(GaitCurves.sweep(u, duty)) <= 1 + 1e-12);
    double bell = GaitCurves.bell(u, duty);
    assertTrue(bell >= -1e-12 && bell <= 1 + 1e-12);
  }

  @Property
  void nothingJumpsWhereALegIsSetDownOrLifted(
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double duty) {
    double e = 1e-9;
    for (double edge : new double[] {duty, 1}) {
      double after = GaitCurves.part(edge + e);
      assertEquals(
          GaitCurves.sweep(edge - e, duty),
          GaitCurves.sweep(after, duty),
          1e-6,
          "sweep at " + edge);
      assertEquals(GaitCurves.bell(edge - e, duty), GaitCurves.bell(after, duty), 1e-6);
    }
  }
}

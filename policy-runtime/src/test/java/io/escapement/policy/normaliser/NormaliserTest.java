package io.escapement.policy.normaliser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.escapement.policy.normaliser.ObservationStatistics.Measure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NormaliserTest {

  private static Normaliser own(NormaliserFamily family, ObservationStatistics statistics) {
    return new Normaliser(family, statistics, family.epsilon(), family.clip());
  }

  private static ObservationStatistics one(double mean, double spread, Measure measure) {
    return new ObservationStatistics(List.of(mean), List.of(spread), measure);
  }

  @ParameterizedTest
  @CsvSource({"RSL_RL, 5.0", "RL_GAMES, 5.0", "SKRL, 5.0", "SB3, 5.5556"})
  void eachFamilyHasItsFormula(NormaliserFamily family, String printed) {
    int digits = printed.length() - printed.indexOf('.') - 1;
    double normal = own(family, one(0.5, 0.0081, Measure.VARIANCE)).apply(0, 1);
    assertEquals(Double.parseDouble(printed), normal, 0.5 * StrictMath.pow(10, -digits));
    assertEquals(
        normal, own(family, one(0.5, 0.09, Measure.STD)).apply(0, 1), 1e-12, "std for variance");
  }

  @Test
  void withoutTheirClipTheFamiliesDiffer() {
    ObservationStatistics statistics = one(0.5, 0.0081, Measure.VARIANCE);
    double unlimited = Double.POSITIVE_INFINITY;
    assertEquals(
        0.5 / StrictMath.sqrt(0.00811),
        new Normaliser(NormaliserFamily.RL_GAMES, statistics, 1e-5, unlimited).apply(0, 1),
        1e-15);
    assertEquals(
        0.5 / (0.09 + 1e-8),
        new Normaliser(NormaliserFamily.SKRL, statistics, 1e-8, unlimited).apply(0, 1),
        1e-14);
    assertEquals(
        0.5 / 0.59,
        new Normaliser(NormaliserFamily.RSL_RL, statistics, 0.5, unlimited).apply(0, 1),
        1e-15);
  }

  @ParameterizedTest
  @EnumSource(NormaliserFamily.class)
  void bothSidesAreClippedAndNaNStaysForItsJudge(NormaliserFamily family) {
    Normaliser normaliser = own(family, one(1, 4, Measure.VARIANCE));
    double limit = family.clip() == Double.POSITIVE_INFINITY ? 1e9 / 2.01 : family.clip();
    assertEquals(limit, normaliser.apply(0, 1 + 1e9), 1e-6);
    assertEquals(-limit, normaliser.apply(0, 1 - 1e9), 1e-6);
    assertEquals(Double.NaN, normaliser.apply(0, Double.NaN));
  }

  @Test
  void statisticsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> one(0, -1, Measure.STD));
    assertThrows(IllegalArgumentException.class, () -> one(Double.NaN, 1, Measure.STD));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ObservationStatistics(List.of(1.0, 2.0), List.of(1.0), Measure.STD));
  }
}

package io.escapement.safety.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterSettingsTest {

  @Test
  void interventions_have_a_bit_and_a_name_each_in_the_record() {
    List<String> labels = Intervention.labels();
    int bits = 0;
    for (Intervention each : Intervention.values()) {
      assertEquals(each.label(), labels.get(each.ordinal()));
      bits ^= each.bit();
    }
    assertEquals((1 << Intervention.COUNT) - 1, bits);
    assertEquals("drive_effort", Intervention.DRIVE_EFFORT.label());
  }

  @Test
  void a_rate_is_a_number_that_is_not_negative() {
    List<Double> endless = List.of(Double.POSITIVE_INFINITY);
    new SlewSettings(endless, List.of(0.), endless);
    for (double wrong : new double[] {-1e-9, Double.NaN}) {
      List<Double> rate = List.of(wrong);
      assertThrows(IllegalArgumentException.class, () -> new SlewSettings(rate, endless, endless));
      assertThrows(IllegalArgumentException.class, () -> new SlewSettings(endless, rate, endless));
      assertThrows(IllegalArgumentException.class, () -> new SlewSettings(endless, endless, rate));
    }
  }

  private static void assertRefused(double margin, double excess, double speed, double effort) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new LimitSettings(margin, excess, speed, effort, true));
  }

  @Test
  void there_is_a_rate_for_each_actuator() {
    List<Double> one = List.of(1.);
    List<Double> two = List.of(1., 1.);
    assertThrows(IllegalArgumentException.class, () -> new SlewSettings(two, one, one));
    assertThrows(IllegalArgumentException.class, () -> new SlewSettings(one, two, one));
    assertThrows(IllegalArgumentException.class, () -> new SlewSettings(one, one, two));
  }

  @Test
  void limits_are_used_in_part_or_whole() {
    new LimitSettings(0, 0, 1, 1, true);
    new LimitSettings(2, 2, 1e-9, 1e-9, false);
    assertRefused(-1e-9, 0, 1, 1);
    assertRefused(0, -1e-9, 1, 1);
    assertRefused(0, 0, 0, 1);
    assertRefused(0, 0, 1.1, 1);
    assertRefused(0, 0, 1, 0);
    assertRefused(0, 0, 1, 1.1);
    assertRefused(Double.NaN, 0, 1, 1);
  }
}

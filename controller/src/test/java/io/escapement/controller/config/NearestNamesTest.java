package io.escapement.controller.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestNamesTest {
  @Test
  void putsTheNearestFirst() {
    assertEquals(
        List.of("FR_hip_joint", "FL_hip_joint"),
        NearestNames.of("FR_hip_jiont", List.of("knee", "FL_hip_joint", "FR_hip_joint")));
  }

  @Test
  void saysNothingWhereNothingIsNear() {
    assertEquals(
        "use one of knee, ankle", NearestNames.remedy("gripper", List.of("knee", "ankle")));
  }

  @Property
  void distanceIsZeroOnlyForEqualTextsAndSymmetric(
      @ForAll @AlphaChars @StringLength(max = 8) String a,
      @ForAll @AlphaChars @StringLength(max = 8) String b) {
    assertEquals(a.equals(b), NearestNames.distance(a, b) == 0);
    assertEquals(NearestNames.distance(a, b), NearestNames.distance(b, a));
  }
}

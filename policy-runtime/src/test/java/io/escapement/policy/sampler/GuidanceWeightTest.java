package io.escapement.policy.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GuidanceWeightTest {

  @Test
  void theWeightIsThatOfRealTimeChunking() {
    assertEquals(2, GuidanceWeight.at(.5, GuidanceWeight.LEROBOT_CAP), 1e-15);
    assertEquals(4.25, GuidanceWeight.at(.2, GuidanceWeight.LEROBOT_CAP), 1e-14);
  }

  @Test
  void theWeightIsCapped() {
    assertEquals(5, GuidanceWeight.at(.1, GuidanceWeight.KINETIX_CAP));
    assertEquals(10, GuidanceWeight.at(0, GuidanceWeight.LEROBOT_CAP));
    assertEquals(10, GuidanceWeight.at(1, GuidanceWeight.LEROBOT_CAP));
  }
}

package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LoopSettingsTest {

  @Test
  void refuses_a_period_that_is_not_positive_and_says_which() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> LoopSettings.of(0, 10)).getMessage();
    assertTrue(message.contains("periodNs is 0"), message);
  }

  @Test
  void refuses_negative_counts() {
    assertThrows(IllegalArgumentException.class, () -> new LoopSettings(1, -1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new LoopSettings(1, 0, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> new LoopSettings(1, 0, 0, -1));
    assertThrows(IllegalArgumentException.class, () -> new LoopSettings(1, 0, 0, -1, 0));
  }
}

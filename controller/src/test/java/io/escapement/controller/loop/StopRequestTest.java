package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StopRequestTest {

  private final StopRequest stop = new StopRequest();

  @Test
  void nobody_has_asked_at_first() {
    assertFalse(stop.requested());
    assertFalse(stop.immediate());
  }

  @Test
  void the_first_request_is_gentle_and_the_second_immediate() {
    stop.stop();
    assertTrue(stop.requested());
    assertFalse(stop.immediate());
    stop.stop();
    assertTrue(stop.requested());
    assertTrue(stop.immediate());
  }

  @Test
  void further_requests_change_nothing() {
    for (int i = 0; i < 10; i++) {
      stop.stop();
    }
    assertTrue(stop.requested());
    assertTrue(stop.immediate());
  }
}

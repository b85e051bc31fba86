package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.controller.stage.Phase;
import org.junit.jupiter.api.Test;

class OverrunCauseTest {

  private static final int ADVANCE = Phase.ADVANCE.ordinal();
  private static final int INFER = Phase.INFER.ordinal();

  private final long[] partsNs = new long[OverrunCause.PARTS];
  private final long[] usualNs = new long[OverrunCause.PARTS];

  @Test
  void is_the_part_that_took_longest_when_nothing_is_usual_yet() {
    partsNs[ADVANCE] = 600;
    partsNs[INFER] = 900;
    assertEquals(INFER, OverrunCause.longest(partsNs, usualNs));
  }

  @Test
  void a_part_that_is_always_long_is_not_blamed_for_another() {
    partsNs[ADVANCE] = 600;
    usualNs[ADVANCE] = 590;
    partsNs[INFER] = 500;
    usualNs[INFER] = 20;
    assertEquals(INFER, OverrunCause.longest(partsNs, usualNs));
  }

  @Test
  void the_hand_off_and_what_is_outside_are_parts_like_the_phases() {
    partsNs[INFER] = 100;
    partsNs[OverrunCause.HAND_OFF] = 200;
    assertEquals(OverrunCause.HAND_OFF, OverrunCause.of(1, 0, partsNs, usualNs));
    partsNs[OverrunCause.OUTSIDE] = 300;
    assertEquals(OverrunCause.OUTSIDE, OverrunCause.of(1, 0, partsNs, usualNs));
  }

  @Test
  void periods_that_passed_asleep_are_the_wake_ups() {
    partsNs[INFER] = 900;
    assertEquals(OverrunCause.WAKE_UP, OverrunCause.of(1, 1, partsNs, usualNs));
    assertEquals(OverrunCause.WAKE_UP, OverrunCause.of(5, 3, partsNs, usualNs));
    assertEquals(OverrunCause.WAKE_UP, OverrunCause.of(2147483647, 2147483647, partsNs, usualNs));
  }

  @Test
  void of_periods_lost_to_both_the_greater_share_decides_and_the_tick_where_they_are_even() {
    partsNs[INFER] = 900;
    assertEquals(INFER, OverrunCause.of(5, 2, partsNs, usualNs));
    assertEquals(INFER, OverrunCause.of(2, 1, partsNs, usualNs));
  }

  @Test
  void causes_have_the_names_of_the_phases_and_three_of_their_own() {
    assertEquals("infer", OverrunCause.name(INFER));
    assertEquals("journal", OverrunCause.name(OverrunCause.HAND_OFF));
    assertEquals("outside", OverrunCause.name(OverrunCause.OUTSIDE));
    assertEquals("wake_up", OverrunCause.name(OverrunCause.WAKE_UP));
  }
}

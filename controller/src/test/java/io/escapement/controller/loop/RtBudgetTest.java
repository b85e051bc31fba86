package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RtBudgetTest {

  @Test
  void is_the_runtime_over_the_period() {
    assertEquals(0.95, RtBudget.share("950000\n", "1000000\n"));
    assertEquals(0.5, RtBudget.share("5000", "10000"));
  }

  @Test
  void a_kernel_without_limit_leaves_everything() {
    assertEquals(1, RtBudget.share("-1\n", "1000000\n"));
    assertEquals(1, RtBudget.share("2000000", "1000000"));
  }

  @Test
  void a_setting_that_is_not_understood_counts_as_the_usual_one() {
    assertEquals(RtBudget.USUAL, RtBudget.share("", "1000000"));
    assertEquals(RtBudget.USUAL, RtBudget.share("950000", "0"));
  }

  @Test
  void of_this_machine_is_a_share() {
    double share = RtBudget.ofThisMachine();
    assertTrue(share >= 0 && share <= 1, () -> "share " + share);
  }
}

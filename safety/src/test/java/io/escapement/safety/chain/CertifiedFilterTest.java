package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertifiedFilterTest {

  @Test
  void a_command_that_keeps_all_rows_passes_with_every_bit() {
    PlanarArm arm = PlanarArm.two();
    arm.q[0] = .4;
    try (ChainRig rig = new ChainRig(arm, "{tanks: {arm: {budget_j: 5}}}", 1000)) {
      Random random = new Random(4);
      for (int tick = 0; tick < 4000; tick++) {
        double[] g = arm.gravity(arm.q);
        double target = .4 + .2 * StrictMath.sin(tick * 1e-3);
        double first = g[0] + 8 * (target - arm.q[0]) - 3 * arm.dq[0] + .1 * random.nextGaussian();
        double second = g[1] - 2 * arm.q[1] - .6 * arm.dq[1];
        rig.efforts(first, second).tick();
        assertEquals(first, rig.command(0).effort(), 0, "tick " + tick);
        assertEquals(second, rig.command(1).effort(), 0, "tick " + tick);
      }
      assertEquals(0, rig.i64("certified/changed_ticks", 0));
      assertEquals(0, rig.i32("certified/broken", 0));
      assertEquals("policy", rig.mode());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1000})
  void what_the_filter_lets_out_passes_it_unchanged(int rateHz) {
    PlanarArm arm = PlanarArm.two();
    PlanarArm other = PlanarArm.two();
    String certified = "{hold_periods: 1, delay_ticks: 0, tanks: {arm: {budget_j: 2}}}";
    try (ChainRig rig = new ChainRig(arm, certified, rateHz);
        ChainRig again = new ChainRig(other, certified, rateHz)) {
      Random random = new Random(rateHz);
      int changed = 0;
      for (int tick = 0; tick < 4 * rateHz; tick++) {
        System.arraycopy(arm.q, 0, other.q, 0, 2);
        System.arraycopy(arm.dq, 0, other.dq, 0, 2);
        rig.efforts(hostile(random, arm, 0), hostile(random, arm, 1)).tick();
        double first = rig.command(0).effort();
        double second = rig.command(1).effort();
        again.efforts(first, second).tick();
        assertEquals(first, again.command(0).effort(), 1e-9 * 40, "tick " + tick);
        assertEquals(second, again.command(1).effort(), 1e-9 * 40, "tick " + tick);
        changed += rig.i32("certified/changed", 0);
      }
      assertTrue(changed > rateHz / 4, "the filter had to act in " + changed + " ticks");
      assertEquals(0, rig.i64("certified/brake_ticks", 0));
    }
  }

  private static double hostile(Random random, PlanarArm arm, int joint) {
    return (random.nextInt(3) == 0 ? random.nextGaussian() : Math.signum(arm.dq[joint]))
        * arm.effortMax[joint];
  }
}

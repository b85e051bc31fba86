package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Barriers among the rows of an arm that is driven by efforts. */
class ChainBarrierTest {

  private static final double WALL = .8;
  private static final String BARRIERS =
      "barriers: {wall: {joint: {name: j0, upper: 0.8}},"
          + " sum: {joints: {coefficients: {j0: 1, j1: 1}, at_most: 0.9}}}";

  @ParameterizedTest
  @CsvSource({"200, 0", "1000, 0", "1000, 2"})
  void hold_against_a_policy_that_pushes_at_them(int rateHz, int delay) {
    PlanarArm arm = PlanarArm.two();
    String certified = "{delay_ticks: " + delay + ", " + BARRIERS + "}";
    try (ChainRig rig = new ChainRig(arm, certified, rateHz)) {
      Random random = new Random(rateHz + delay);
      rig.delay = delay;
      double most = Double.NEGATIVE_INFINITY;
      double mostSum = Double.NEGATIVE_INFINITY;
      double[] push = new double[2];
      for (int tick = 0; tick < 6 * rateHz; tick++) {
        for (int i = 0; tick % (rateHz / 4) == 0 && i < 2; i++) {
          push[i] = (random.nextInt(4) == 0 ? -1 : 1) * arm.effortMax[i] * random.nextDouble();
        }
        double q = arm.q[0];
        double dq = arm.dq[0];
        rig.efforts(push).tick();
        assertEquals(WALL - q, rig.f64("certified/barrier_value", 0), 1e-9);
        assertEquals(-dq, rig.f64("certified/barrier_rate", 0), 1e-9);
        most = Math.max(most, arm.q[0]);
        mostSum = Math.max(mostSum, arm.q[0] + arm.q[1]);
      }
      assertTrue(most <= WALL + 1e-3, "the wall is passed: " + most);
      assertTrue(most >= WALL - .15, "nor is it kept far off: " + most);
      assertTrue(mostSum <= .9 + 1e-3, "the sum: " + mostSum);
      assertEquals("policy", rig.mode());
    }
  }

  @Test
  void leave_a_policy_alone_that_stays_away() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = new ChainRig(arm, "{" + BARRIERS + "}", 1000)) {
      for (int tick = 0; tick < 500; tick++) {
        double[] g = arm.gravity(arm.q);
        double first = g[0] + 8 * (.2 - arm.q[0]) - 3 * arm.dq[0];
        double second = g[1] - 2 * arm.q[1] - .6 * arm.dq[1];
        rig.efforts(first, second).tick();
        assertEquals(first, rig.command(0).effort(), 0, "tick " + tick);
      }
      assertEquals(0, rig.i64("certified/changed_ticks", 0));
    }
  }
}

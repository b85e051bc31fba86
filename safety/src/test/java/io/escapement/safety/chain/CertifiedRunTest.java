package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.record.TickRecord;
import io.escapement.safety.Command;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertifiedRunTest {

  @ParameterizedTest
  @CsvSource({
    "50,1",
    "50,1.2",
    "50,0.8",
    "100,0.8",
    "200,1",
    "200,1.2",
    "200,0.8",
    "1000,1.2",
    "1000,0.8"
  })
  void measured_joints_keep_their_limits_between_samples_whatever_is_asked(
      int rateHz, double massFactor) {
    PlanarArm arm = PlanarArm.two();
    arm.massFactor = massFactor;
    // A delay that jitters by a tick makes some commands last for two.
    String certified = "{hold_periods: 2, delay_ticks: 1, mass_error: 0.2}";
    try (ChainRig rig = new ChainRig(arm, certified, rateHz)) {
      Random random = new Random(7);
      for (int tick = 0; tick < 20 * rateHz; tick++) {
        double[] efforts = arm.effortMax.clone();
        for (int i = 0; i < efforts.length; i++) {
          int kind = tick / (3 * rateHz) % 3;
          efforts[i] *=
              kind == 0 ? 1 : kind == 1 ? Math.signum(arm.dq[i]) : 2 * random.nextDouble() - 1;
        }
        rig.delay = random.nextInt(2);
        rig.efforts(efforts).tick();
      }
      assertTrue(arm.worstExcess < 1e-3, "outside by " + arm.worstExcess + " rad");
      assertTrue(arm.worstSpeed < 1.02, "speed " + arm.worstSpeed);
      assertTrue(rig.i64("certified/changed_ticks", 0) > rateHz, "the filter acts");
      assertEquals(0, rig.i32("certified/brake", 0));
      assertEquals("policy", rig.mode(), "to the end");
    }
  }

  @Test
  void the_filter_allocates_nothing_whatever_happens() {
    PlanarArm arm = PlanarArm.two();
    arm.q[0] = .5;
    try (ChainRig rig = new ChainRig(arm, "{tanks: {a: {budget_j: 1}, b: {budget_j: 2}}}", 1000)) {
      rig.moving = false;
      rig.measuredPosition = arm.q.clone();
      rig.measuredVelocity = new double[2];
      Command[] commands = {
        Command.effort(0), Command.effort(40), Command.effort(-12), Command.effort(Double.NaN)
      };
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 20 && least != 0; round++) {
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 10_000; i++) {
          rig.nominal[0] = commands[i / 30 % 4];
          rig.nominal[1] = commands[i / 50 % 4];
          rig.measuredVelocity[0] = i % 97 < 20 ? 1.9 : .2;
          rig.measuredPosition[0] = i % 500 == 7 ? Double.NaN : i % 100 < 50 ? 1.49 : .5;
          if (i % 60 == 0) {
            rig.reset().ask("policy");
          }
          rig.pipelineTick();
        }
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
      assertEquals(0, least, "bytes in 10000 ticks");
      assertTrue(rig.i64("certified/brake_ticks", 0) > 100);
      assertTrue(rig.i64("certified/changed_ticks", 0) > 100);
    }
  }

  @Test
  void the_same_inputs_give_the_same_bits() {
    try (ChainRig one = hostile();
        ChainRig other = hostile()) {
      Random random = new Random(3);
      for (int tick = 0; tick < 3000; tick++) {
        double first = 60 * random.nextGaussian();
        double second = 20 * random.nextGaussian();
        boolean blind = tick % 1000 == 900;
        for (ChainRig rig : new ChainRig[] {one, other}) {
          rig.measuredPosition = blind ? new double[] {Double.NaN, 0} : null;
          if (tick % 1000 == 990) {
            rig.reset().ask("policy");
          }
          rig.efforts(first, second).tick();
        }
        TickRecord record = one.pipeline().record();
        int difference = record.buffer().compareTo(other.pipeline().record().buffer());
        assertEquals(0, difference, "tick " + tick);
      }
      assertTrue(one.i64("certified/brake_ticks", 0) > 10);
    }
  }

  private static ChainRig hostile() {
    return new ChainRig(PlanarArm.two(), "{tanks: {a: {budget_j: 5}}}", 500);
  }
}

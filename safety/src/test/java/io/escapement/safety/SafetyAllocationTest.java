package io.escapement.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class SafetyAllocationTest {

  private static final int TICKS = 10_000;
  private static final int ROUNDS = 20;

  @Test
  void the_safety_stages_allocate_nothing_whatever_happens() {
    SafetyRig rig =
        new SafetyRig(
            TestRobots.legged(),
            """
            policy: {blend: 50ms}
            slew: {position_rad_s: 10, effort_nm_s: 1000}
            fallbacks: {nan_action: [{reuse_last_action: 20ms}, {stand: 20ms}, last]}
            """,
            true);
    Command[] commands = {
      Command.pose(0.2, 30),
      Command.pose(4, 300),
      Command.effort(Double.NaN),
      Command.effort(80),
      new Command(0, 0, -1, -1, 0)
    };
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    // The compiler's own changes of mind cost some bytes once; a stage that allocates does it
    // always.
    for (int round = 0; round < ROUNDS && least != 0; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      events(rig, commands);
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertEquals(0, least, "bytes in " + TICKS + " ticks");
  }

  /** Every mode, every fallback and every intervention, again and again. */
  private static void events(SafetyRig rig, Command[] commands) {
    for (int i = 0; i < TICKS; i++) {
      rig.nominal[i % 3] = commands[i / 40 % commands.length];
      rig.estop = i % 1_000 < 20 ? 1 : 0;
      rig.q[1] = i % 700 < 10 ? Double.NaN : -0.6;
      if (i % 50 == 30) {
        rig.reset();
      } else {
        rig.askNumber(i % 9 == 0 ? 1 + i / 9 % 6 : 0);
      }
    }
  }
}

package io.escapement.policy.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Pipeline;
import io.escapement.policy.observation.ResetOnEntry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies without a model in a loop, from the sensors to the nominal command. */
class ClassicalFormsTest {

  static final String REST = "period: 20ms\njoints: [hip, knee, ankle]\n";

  static final String POSITIONS =
      "actions: {type: joint_position, scale: 0.25, offset: default_pose, stiffness: 30,"
          + " damping: 1}\n";

  static final String EFFORTS =
      "actions: {type: joint_effort, scale: 120, offset: 0, raw_clip: [-1, 1]}\n";

  static final String GAIT =
      """
      form:
        type: gait
        frequency_hz: 1.5
        duty: 0.6
        legs:
          one: {offset_cycles: 0.15, joints: {sweeps: hip, lifts: knee}}
        curves:
          sweeps: {sweep: 0.3}
          lifts: {centre: 0.1, stance: -0.2, swing: 0.4}
      """;

  static final String PD = "form: {type: pd, pose: {hip: 1.1, knee: -0.8}, duration: 2s}\n";

  static final String TRAJECTORY =
      """
      form:
        type: trajectory
        approach: 100ms
        interpolation: linear
        waypoints:
          - {at: 0s, pose: {hip: 1}}
          - {at: 1s, pose: {hip: 2, knee: -1}}
          - {at: 2s, pose: default_pose}
        end: loop
        return: 500ms
      """;

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
  }

  private LegLoop loop(String yaml) {
    return new LegLoop(workshop, workshop.bundle(yaml), PolicyOptions.main(4_000_000), false);
  }

  /** The leg stands in its default pose of 0.1, 0.2, 0.3 rad. At 20 ms a tick is 0.03 cycles. */
  @Test
  void aGaitMovesTheJointsAlongItsCurves() {
    try (LegLoop loop = loop(GAIT + REST + POSITIONS)) {
      loop.tick();
      // u = 0.15, in stance: sweep 1/2, bell sin(pi/4)
      assertEquals(0.1 + 0.3 * 0.5, loop.position(0), 1e-7);
      assertEquals(0.2 + 0.1 - 0.2 * 0.70710678, loop.position(1), 1e-7);
      assertEquals(0.3, loop.position(2), 1e-7);
      assertEquals(30, loop.stiffness(0));
      assertEquals(1, loop.valid());
      loop.ticks(5 * 20);
      // u = 0.75, in swing, w = 3/8: sweep -1/4, bell sin(3 pi/8)
      assertEquals(0.1 - 0.3 * 0.25, loop.position(0), 1e-7);
      assertEquals(0.2 + 0.1 + 0.4 * 0.92387953, loop.position(1), 1e-7);
      assertEquals(21, loop.calls());
    }
  }

  /** a = clip(kp (q_d - q) - kd dq, +-1), the torque of ARC-RL's robots before the gear. */
  @Test
  void effortsFollowFromAPdLawAroundTheCurves() {
    String gains = "  gains: {kp: 0.8, kd: [0.15, 0.15, 20]}\n";
    try (LegLoop loop = loop(GAIT + gains + REST + EFFORTS)) {
      loop.world.velocity = new double[] {0.2, 0, 0.1};
      loop.tick();
      // q_d = 0.25, q = 0.1, dq = 0.2
      assertEquals(0.8 * 0.15 - 0.15 * 0.2, loop.action()[0], 1e-7);
      assertEquals(120 * 0.09, loop.effort(0), 1e-5);
      assertEquals(-2, loop.output()[2], 1e-7);
      assertEquals(-1, loop.action()[2]);
      assertEquals(-120, loop.effort(2));
      assertEquals(0, loop.position(0));
    }
  }

  @Test
  void theVelocityCommandScalesStrideAndLift() {
    String scaled =
        GAIT.replace("offset_cycles: 0.15,", "offset_cycles: 0.15, left_m: 0.2,")
            + "  command: {full_vx: 0.5, lift_from: 0.1}\n";
    String range = "commands: {velocity: {vx: [-0.3, 0.3], vy: [0, 0], wz: [-1, 1]}}\n";
    try (LegLoop loop = loop(scaled + range + REST + POSITIONS)) {
      loop.world.command[0] = 0;
      loop.tick();
      assertEquals(0.1, loop.position(0), 1e-7, "no stride without a command");
      assertEquals(0.2, loop.position(1), 1e-7, "and no lift");
      loop.world.command[0] = 9;
      loop.ticks(5 * 20);
      // vx is clipped to 0.3, so that the stride is 0.6 of the full one; u = 0.75
      assertEquals(0.1 - 0.6 * 0.3 * 0.25, loop.position(0), 1e-7);
      assertEquals(0.2 + 0.1 + 0.4 * 0.92387953, loop.position(1), 1e-7);
      loop.world.command[0] = 0;
      loop.world.command[2] = 1;
      loop.ticks(5 * 40 * 5);
      // A left turn on the spot carries the leg, 0.2 m left, back at 0.2 m/s; u = 0.75 again.
      assertEquals(0.1 + 0.4 * 0.3 * 0.25, loop.position(0), 1e-7);
    }
  }

  @Test
  void strideAndLiftGrowFromZeroOverTheRamp() {
    try (LegLoop loop = loop(GAIT + "  ramp: 100ms\n" + REST + POSITIONS)) {
      for (int k = 1; k <= 7; k++) {
        loop.tick();
        double part = Math.min(1, 0.2 * k);
        double u = 0.15 + 0.03 * (k - 1);
        assertEquals(0.1 + part * 0.3 * (1 - 2 * u / 0.6), loop.position(0), 1e-6);
        loop.ticks(4);
      }
    }
  }

  @Test
  void aPoseIsApproachedFromWhereTheJointsAre() {
    try (LegLoop loop = loop(PD + REST + POSITIONS)) {
      loop.world.position = new double[] {0.1, 0.2, -0.7};
      loop.tick();
      assertEquals(0.1, loop.position(0), 1e-7);
      assertEquals(-0.7, loop.position(2), 1e-7);
      // Where the joints have got to is no longer asked for.
      loop.world.position = new double[] {9, 9, 9};
      loop.ticks(100);
      // 0.4 s of 2 s: 0.05792 of the way
      assertEquals(0.1 + 0.05792, loop.position(0), 1e-7);
      assertEquals(0.2 - 0.05792, loop.position(1), 1e-7);
      assertEquals(-0.7 + 0.05792, loop.position(2), 1e-7);
      loop.ticks(500);
      assertEquals(1.1, loop.position(0), 1e-7);
      assertEquals(0.3, loop.position(2), 1e-7, "the default pose where none is named");
    }
  }

  @Test
  void thePdLawOfAnApproachKnowsItsVelocity() {
    try (LegLoop loop = loop(PD.replace("}\n", ", gains: {kp: 2, kd: 0.5}}\n") + REST + EFFORTS)) {
      loop.ticks(1 + 5 * 50);
      // Half way after 1 s of 2 s: position 0.6, velocity 1.875/2 of 1 rad
      assertEquals(2 * (0.6 - 0.1) + 0.5 * 0.9375, loop.output()[0], 1e-6);
      assertEquals(1, loop.action()[0]);
    }
  }

  @Test
  void aMotionThatDoesNotKnowWhereItBeginsIsInvalidUntilItDoes() {
    try (LegLoop loop = loop(PD + REST + POSITIONS)) {
      loop.world.position = new double[] {0.1, Double.NaN, 0.3};
      loop.ticks(6);
      assertEquals(-1, loop.valid());
      loop.world.position = new double[] {0.1, 0.2, 0.3};
      loop.ticks(5);
      assertEquals(1, loop.valid());
      assertEquals(0.1, loop.position(0), 1e-7, "the approach begins only now");
    }
  }

  @Test
  void waypointsAreApproachedPassedAndRepeated() {
    try (LegLoop loop = loop(TRAJECTORY + REST + POSITIONS)) {
      loop.tick();
      assertEquals(0.1, loop.position(0), 1e-7);
      loop.ticks(25);
      assertEquals(1, loop.position(0), 1e-7);
      loop.ticks(125);
      assertEquals(1.5, loop.position(0), 1e-6);
      assertEquals(-0.4, loop.position(1), 1e-6);
      loop.ticks(250);
      // 1.5 s: half way to the default pose
      assertEquals(1.05, loop.position(0), 1e-6);
      assertEquals(-0.4, loop.position(1), 1e-6);
      loop.ticks(625);
      // A whole loop of 2.5 s later
      assertEquals(1.05, loop.position(0), 1e-6);
    }
  }

  @Test
  void aTrajectoryMayStandInAFile() {
    workshop.write(
        "motion.csv", "# by hand\ntime_s, ankle,hip,knee\n0.5,0,1,2\n\n1.5,10, 11,12\n2.5,0,0,0\n");
    String yaml = "form: {type: trajectory, file: motion.csv, interpolation: linear}\n";
    try (LegLoop loop = loop(yaml + REST + POSITIONS)) {
      loop.ticks(1 + 125);
      assertEquals(6, loop.position(0), 1e-5);
      assertEquals(7, loop.position(1), 1e-5);
      assertEquals(5, loop.position(2), 1e-5);
      assertTrue(
          workshop.files().filesRead().find(folder.resolve("motion.csv")).isPresent(),
          "the run records the file");
    }
  }

  @Test
  void aMotionFileWithoutNamesTakesThemFromTheBundle() {
    workshop.write("motion.csv", "9,9,1,2,3\n9,9,2,4,6\n9,9,3,6,9\n");
    String yaml =
        "form: {type: trajectory, file: motion.csv, interpolation: linear,"
            + " columns: {rate_hz: 50, skip: 2, joints: [knee, ankle, hip]}}\n";
    try (LegLoop loop = loop(yaml + REST + POSITIONS)) {
      loop.ticks(1 + 5);
      assertEquals(6, loop.position(0), 1e-6);
      assertEquals(2, loop.position(1), 1e-6);
      assertEquals(4, loop.position(2), 1e-6);
    }
  }

  @Test
  void enteringTheModeStartsTheMotionAfresh() {
    PolicyOptions options =
        PolicyOptions.main(4_000_000).resetOn(new ResetOnEntry("leg/supervisor/mode", 2));
    for (String form : new String[] {GAIT + "  ramp: 100ms\n", PD, TRAJECTORY}) {
      try (LegLoop fresh = loop(form + REST + POSITIONS);
          LegLoop loop =
              new LegLoop(workshop, workshop.bundle(form + REST + POSITIONS), options, true)) {
        loop.ticks(333);
        loop.mode(2);
        loop.tick();
        for (int i = 0; i < 200; i++) {
          fresh.tick();
          loop.tick();
          assertArrayEquals(fresh.action(), loop.action(), form + " at " + i);
        }
      }
    }
  }

  @Test
  void whatTheJointsShouldDoIsInTheRecord() {
    try (LegLoop loop = loop(TRAJECTORY + REST + POSITIONS)) {
      loop.ticks(1 + 150);
      F64Channel velocity = F64Channel.reading("leg/policy/reference/velocity", 3);
      loop.pipeline.record().attach(velocity);
      assertEquals(1, velocity.get(0), 1e-12);
      assertEquals(-1.2, velocity.get(1), 1e-12);
      assertNull(loop.pipeline.record().layout().find("leg/policy/observation"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {GAIT + "  command: {full_vx: 1}\n  ramp: 300ms\n", PD, TRAJECTORY})
  void whatAFormRemembersLiesInTheRecord(String form) {
    String gains = form.equals(PD) ? form : form + "  gains: {kp: 1, kd: 0.1}\n";
    String yaml = gains.replace("duration: 2s}", "duration: 2s, gains: {kp: 1, kd: 0.1}}");
    try (LegLoop loop = loop(yaml + REST + EFFORTS);
        LegLoop other = loop(yaml + REST + EFFORTS)) {
      run(loop, 0, 97);
      other.startFrom(loop);
      run(loop, 97, 400);
      run(other, 97, 400);
      assertArrayEquals(bytes(loop.pipeline), bytes(other.pipeline));
    }
  }

  private static void run(LegLoop loop, int from, int to) {
    for (int i = from; i < to; i++) {
      loop.world.move(i);
      loop.tick();
    }
  }

  private static byte[] bytes(Pipeline pipeline) {
    byte[] record = new byte[pipeline.record().layout().length()];
    pipeline.record().buffer().getBytes(0, record);
    return record;
  }

  @ParameterizedTest
  @ValueSource(strings = {GAIT + "  command: {full_vx: 1}\n", PD, TRAJECTORY})
  void aFormAllocatesNotOneByteATick(String form) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (LegLoop loop = loop(form + REST + POSITIONS)) {
      loop.ticks(20_000);
      long least = Long.MAX_VALUE;
      for (int batch = 0; batch < 5; batch++) {
        long before = threads.getThreadAllocatedBytes(thread);
        loop.ticks(1000);
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
      assertEquals(0, least);
    }
  }
}

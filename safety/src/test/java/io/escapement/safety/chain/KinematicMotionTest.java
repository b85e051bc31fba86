package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.robot.RobotModel;
import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.TestRobots;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Set-points of a servo of which nothing else is known. */
class KinematicMotionTest {

  private static final int SERVO = 2;
  private static final int NECK = 2;
  private static final double UPPER = 0.5;
  private static final double SPEED = 5;
  private static final double ACCELERATION = 50;
  private static final int TICKS = Boolean.getBoolean("escapement.nightly") ? 1_000_000 : 20_000;

  @Test
  void setPointsKeepPositionVelocityAndAccelerationWhateverIsAskedFor() {
    try (SafetyRig rig = rig()) {
      Random random = new Random(8);
      double before = rig.q[NECK];
      double speedBefore = 0;
      double furthest = 0;
      for (int tick = 0; tick < TICKS; tick++) {
        if (random.nextInt(60) == 0) {
          rig.nominal[SERVO] = Command.pose(2 * random.nextDouble() - 1, 0);
        }
        rig.tick();
        double now = rig.command(SERVO).position();
        double speed = (now - before) / JointRig.PERIOD_S;
        assertTrue(Math.abs(now) <= UPPER + 1e-9, () -> "set-point " + now);
        assertTrue(Math.abs(speed) <= SPEED * (1 + 1e-9), () -> speed + " rad/s");
        double change = (speed - speedBefore) / JointRig.PERIOD_S;
        assertTrue(Math.abs(change) <= ACCELERATION * (1 + 1e-6), () -> change + " rad/s^2");
        before = now;
        speedBefore = speed;
        furthest = Math.max(furthest, Math.abs(now));
        rig.q[NECK] = now;
      }
      double reached = furthest;
      assertTrue(reached > UPPER - 1e-3, () -> "no nearer than " + reached);
      assertEquals(0, rig.i64("certified/brake_ticks", 0));
    }
  }

  @Test
  void aSetPointThatMovesSlowlyPassesInEveryBit() {
    try (SafetyRig rig = rig()) {
      for (int tick = 0; tick < 2000; tick++) {
        double position = 0.1 + 0.1 * (1 - StrictMath.cos(2e-3 * tick));
        rig.nominal[SERVO] = Command.pose(position, 0);
        rig.tick();
        rig.q[NECK] = position;
        assertEquals(position, rig.command(SERVO).position());
      }
      assertEquals(0, rig.i64("certified/changed_ticks", 0));
    }
  }

  private static SafetyRig rig() {
    RobotModel robot = TestRobots.legged();
    CertifiedSettings settings = JointRig.settings(robot, ChainModel.KINEMATIC, 1, SERVO);
    return JointRig.of(
        robot,
        (context, range) -> new CertifiedFilter(settings, List.of(), List.of(), context, range));
  }
}

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A leg's joint by itself, of which neither its load nor what it has to move is known. */
class DecoupledMotionTest {

  private static final int HIP = 0;
  private static final double UPPER = 1;
  private static final double EFFORT_MAX = 20;
  private static final int SUBSTEPS = 4;
  private static final int TICKS = Boolean.getBoolean("escapement.nightly") ? 1_000_000 : 10_000;

  /** What hangs on the joint, as a multiple of what the mass matrix says, and what pushes it. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1e-3",
    "1, 3, 1, 1e-3",
    "1.2, 0, 1, 1e-3",
    "4, 3, 0, 1e-3",
    "10, 2, 0, 1e-3"
  })
  void measuredLimitsAreKeptUnderRandomCommands(
      double heavier, double loadNm, int delay, double tolerance) {
    try (Joint joint = new Joint(heavier, loadNm, delay)) {
      Random random = new Random(3);
      double furthest = 0;
      double fastest = 0;
      for (int tick = 0; tick < TICKS; tick++) {
        if (tick % 10 == 0) {
          joint.rig.nominal[HIP] = hostile(random);
        }
        joint.tick();
        furthest = Math.max(furthest, Math.abs(joint.rig.q[0]));
        fastest = Math.max(fastest, Math.abs(joint.rig.dq[0]));
      }
      double reached = furthest;
      assertTrue(reached < UPPER + tolerance, () -> "at " + reached + " rad");
      assertTrue(reached > UPPER / 2, () -> "no nearer than " + reached + " rad");
      double speed = fastest;
      assertTrue(speed < 10 * 1.02, () -> speed + " rad/s");
      assertTrue(joint.rig.i64("certified/changed_ticks", 0) > 0);
      assertEquals(0, joint.rig.i64("certified/brake_ticks", 0));
    }
  }

  /**
   * On the ground it has to move sixteen times as much, against a load of nearly a third of its
   * drive's effort that comes at once. What is faster than that is stopped by landing.
   */
  @ParameterizedTest
  @ValueSource(doubles = {-6, 6})
  void aLegThatLandsAtAnyTimeKeepsItsLimits(double loadNm) {
    try (Joint joint = new Joint(1, 0, 1)) {
      Random random = new Random(6);
      double furthest = 0;
      int landings = 0;
      int standsUntil = 0;
      for (int tick = 0; tick < TICKS; tick++) {
        if (tick % 100 == 0) {
          joint.rig.nominal[HIP] = swing(random);
        }
        double q = joint.rig.q[0];
        double v = joint.rig.dq[0];
        boolean outward = q * v > 0 && Math.abs(q) > UPPER - 0.1;
        if (tick > standsUntil && outward && Math.abs(v) < 1 && random.nextInt(4) == 0) {
          standsUntil = tick + 50;
          landings++;
          joint.land(16, Math.copySign(loadNm, q));
        } else if (tick == standsUntil) {
          joint.land(1, 0);
        }
        joint.tick();
        furthest = Math.max(furthest, Math.abs(joint.rig.q[0]));
      }
      double reached = furthest;
      assertTrue(reached < UPPER + 1e-3, () -> "at " + reached + " rad");
      assertTrue(landings > 20, landings + " landings");
    }
  }

  @Test
  void aCommandThatKeepsAwayFromTheLimitsPassesInEveryBit() {
    try (Joint joint = new Joint(1, 0, 1)) {
      Random random = new Random(4);
      for (int tick = 0; tick < 2000; tick++) {
        if (tick % 10 == 0) {
          joint.rig.nominal[HIP] = new Command(0.3 * random.nextDouble(), 0, 40, 1.5, 0);
        }
        Command given = joint.rig.nominal[HIP];
        joint.tick();
        assertEquals(given, joint.rig.command(HIP));
      }
      assertEquals(0, joint.rig.i64("certified/changed_ticks", 0));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0.8, 1", "8, 0.09, 0.25"})
  void whatTheJointHasToMoveShowsInHowItFollowsItsDrive(double heavier, double least, double most) {
    try (Joint joint = new Joint(heavier, 2, 0)) {
      Random random = new Random(5);
      for (int tick = 0; tick < 200; tick++) {
        if (tick % 10 == 0) {
          joint.rig.nominal[HIP] = new Command(0.4 * random.nextDouble(), 0, 40, 1.5, 0);
        }
        joint.tick();
      }
      double share = joint.rig.f64("certified/mobility", 0);
      assertTrue(share >= least && share <= most, () -> "share " + share);
    }
  }

  private static Command hostile(Random random) {
    return new Command(
        4 * random.nextDouble() - 2,
        0,
        random.nextInt(3) == 0 ? 0 : 50 * random.nextDouble(),
        2 * random.nextDouble(),
        40 * random.nextDouble() - 20);
  }

  /** Beyond the limits, as slowly as a leg swings. */
  private static Command swing(Random random) {
    return new Command(random.nextBoolean() ? 1.2 : -1.2, 0, 20, 2, 0);
  }

  /** The hip as a mass that its drive turns, anew in each of a tick's steps. */
  private static final class Joint implements AutoCloseable {

    private final SafetyRig rig;
    private double inertia;
    private double load;
    private final Command[] underWay;

    Joint(double heavier, double load, int delay) {
      RobotModel robot = TestRobots.legged();
      CertifiedSettings settings = JointRig.settings(robot, ChainModel.DECOUPLED, 1, HIP);
      rig =
          JointRig.of(
              robot,
              (context, range) ->
                  new CertifiedFilter(settings, List.of(), List.of(), context, range));
      inertia = heavier * SupervisedInputs.INERTIA;
      this.load = load;
      underWay = new Command[delay + 1];
    }

    /** From the next tick on. */
    void land(double heavier, double load) {
      inertia = heavier * SupervisedInputs.INERTIA;
      this.load = load;
    }

    void tick() {
      rig.tick();
      for (int late = underWay.length - 1; late > 0; late--) {
        underWay[late] = underWay[late - 1];
      }
      underWay[0] = rig.command(HIP);
      Command acting = underWay[underWay.length - 1];
      double step = JointRig.PERIOD_S / SUBSTEPS;
      for (int n = 0; acting != null && n < SUBSTEPS; n++) {
        double effort =
            acting.effort()
                + acting.stiffness() * (acting.position() - rig.q[0])
                + acting.damping() * (acting.velocity() - rig.dq[0]);
        double bounded = Math.max(-EFFORT_MAX, Math.min(EFFORT_MAX, effort));
        rig.dq[0] += step * (bounded + load) / inertia;
        rig.q[0] += step * rig.dq[0];
      }
    }

    @Override
    public void close() {
      rig.close();
    }
  }
}

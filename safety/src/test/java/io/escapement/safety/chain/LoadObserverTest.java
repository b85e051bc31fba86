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

/** What two joints, one with a spring of its drive and one without, show of their loads. */
class LoadObserverTest {

  private static final int JOINTS = 2;
  private static final int SUBSTEPS = 50;
  private static final double EFFORT_MAX = 20;

  @ParameterizedTest
  @CsvSource({"0, 1, 3, -2", "0, 1, -4, 1", "1, 1, 3, -2", "0, 6, 3, -2"})
  void a_steady_load_shows_whatever_the_drive_does_between_the_ticks(
      int delay, double heavier, double first, double second) {
    try (Joints joints = new Joints(delay, heavier, first, second)) {
      Random random = new Random(9);
      for (int tick = 0; tick < 300; tick++) {
        if (tick % 8 == 0 && tick < 200) {
          joints.command(random);
        }
        joints.tick();
        for (int i = 0; tick == 199 && i < JOINTS; i++) {
          double share = joints.rig.f64("certified/mobility", i);
          assertTrue(share > .6 / heavier && share < 3 / heavier, "share " + share);
        }
      }
      double tolerance = heavier > 1 ? .5 : .1;
      assertEquals(first, joints.rig.f64("certified/load", 0), tolerance);
      assertEquals(second, joints.rig.f64("certified/load", 1), tolerance);
    }
  }

  @Test
  void nothing_of_what_was_before_is_left_after_a_tick_without_measurements() {
    try (Joints used = new Joints(0, 1, 3, -2);
        Joints fresh = new Joints(0, 1, 3, -2)) {
      Random random = new Random(2);
      for (int tick = 0; tick < 100; tick++) {
        if (tick % 8 == 0) {
          used.command(random);
        }
        used.tick();
      }
      for (Joints each : new Joints[] {used, fresh}) {
        each.command(new Random(3));
        each.rig.q[0] = Double.NaN;
        each.rig.tick();
        each.rig.q[0] = .1;
        each.rig.q[1] = .2;
        each.rig.dq[0] = .3;
        each.rig.dq[1] = -.2;
      }
      for (int tick = 0; tick < 50; tick++) {
        used.tick();
        fresh.tick();
        for (String channel : List.of("load", "mobility", "applied", "smooth_effort")) {
          for (int i = 0; i < JOINTS; i++) {
            double expected = fresh.rig.f64("certified/" + channel, i);
            assertEquals(expected, used.rig.f64("certified/" + channel, i), 0, channel);
          }
        }
      }
    }
  }

  @Test
  void a_load_counts_as_no_more_than_the_drive_can_hold() {
    try (Joints joints = new Joints(0, 1, 60, -60)) {
      joints.command(new Random(4));
      joints.tick();
      joints.tick();
      joints.tick();
      assertEquals(EFFORT_MAX, joints.rig.f64("certified/load", 0), 1e-9);
      assertTrue(joints.rig.f64("certified/load", 1) >= -joints.most(1));
    }
  }

  /** The joints as masses that drives and loads turn. */
  private static final class Joints implements AutoCloseable {

    private final SafetyRig rig;
    private final double inertia;
    private final double[] load;
    private final Command[][] underWay;

    Joints(int delay, double heavier, double... load) {
      RobotModel robot = TestRobots.legged();
      CertifiedSettings settings = JointRig.settings(robot, ChainModel.DECOUPLED, delay, 0, 1);
      rig =
          JointRig.of(
              robot,
              (context, range) ->
                  new CertifiedFilter(settings, List.of(), List.of(), context, range));
      inertia = heavier * SupervisedInputs.INERTIA;
      this.load = load;
      underWay = new Command[delay + 1][];
    }

    double most(int i) {
      return rig.settings().drives().drives().get(i).effortMax();
    }

    void command(Random random) {
      rig.nominal[0] = new Command(.3 * random.nextGaussian(), 0, 30, 1.5, random.nextGaussian());
      rig.nominal[1] = Command.effort(-load[1] + .5 * random.nextGaussian());
    }

    void tick() {
      rig.tick();
      for (int late = underWay.length - 1; late > 0; late--) {
        underWay[late] = underWay[late - 1];
      }
      underWay[0] = new Command[] {rig.command(0), rig.command(1)};
      Command[] acting = underWay[underWay.length - 1];
      double step = JointRig.PERIOD_S / SUBSTEPS;
      for (int n = 0; acting != null && n < SUBSTEPS; n++) {
        for (int i = 0; i < JOINTS; i++) {
          Command c = acting[i];
          double spring = c.stiffness() * (c.position() - rig.q[i]);
          double damper = c.damping() * (c.velocity() - rig.dq[i]);
          double own = i == 0 ? spring + damper : 0;
          double effort = Math.max(-most(i), Math.min(most(i), own + c.effort()));
          rig.dq[i] += step * (effort + load[i]) / inertia;
          rig.q[i] += step * rig.dq[i];
        }
      }
    }

    @Override
    public void close() {
      rig.close();
    }
  }
}

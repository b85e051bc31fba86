package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drive;
import java.util.Arrays;

/**
 * Each joint by itself, for robots on a floating base, where contact forces are not known: {@code
 * acceleration = (x + load) / inertia}.
 *
 * <p>The inertia is the mass matrix' diagonal. The load is what the last ticks showed beyond the
 * drive's own effort, {@code inertia * change of velocity / time - effort}, low-passed: gravity,
 * the ground and the other joints alike. What a delay of the command leaves open, which effort
 * acted, is halved between the efforts that may have.
 */
final class DecoupledMotion implements MotionModel {

  /** Time constant of the low-pass over the load, s. */
  static final double LOAD_TIME_S = 0.01;

  private static final int BASE = 6;

  private final MeasuredJoints measured;
  private final int joints;
  private final int[] jointOf;
  private final int delay;
  private final double[] effortMax;
  private final F64Channel mass;
  private final F64Channel load;
  private final LastVelocity last;
  private final F64Channel flight;

  DecoupledMotion(
      CertifiedSettings settings, MeasuredJoints measured, LastVelocity last, F64Channel flight) {
    this.measured = measured;
    this.last = last;
    this.flight = flight;
    joints = settings.robotJoints();
    jointOf = settings.joints().stream().mapToInt(ChainJoint::joint).toArray();
    effortMax = settings.joints().stream().mapToDouble(ChainJoint::effortMax).toArray();
    delay = settings.delayTicks();
    int n = joints + BASE;
    mass = F64Channel.reading(settings.robot() + "/dynamics/mass_matrix", n * n);
    load =
        new F64Channel(
            ChannelSpec.memory(
                    settings.robot() + "/certified/load", ChannelType.F64, jointOf.length)
                .withUnit("Nm")
                .withLabels(settings.names()));
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(mass);
    wiring.writes(load);
  }

  @Override
  public boolean update(Motion motion, double dtS) {
    boolean known = measured.copy(motion);
    Arrays.fill(motion.gain, 0);
    Arrays.fill(motion.offset, 0);
    int n = joints + BASE;
    for (int i = 0; i < jointOf.length; i++) {
      int joint = jointOf[i];
      int at = BASE + joint;
      double inertia = mass.get(at * n + at);
      if (!(inertia > 0 && Drive.physical(1 / inertia))) {
        known = false;
        continue;
      }
      observe(i, inertia, motion.velocity[joint], dtS);
      motion.gain[joint * jointOf.length + i] = 1 / inertia;
      motion.offset[joint] = load.get(i) / inertia;
    }
    return known;
  }

  private void observe(int i, double inertia, double velocity, double dtS) {
    if (last.known() && dtS > 0 && Drive.physical(velocity)) {
      double acted = 0;
      for (int slot = 0; slot <= delay; slot++) {
        acted += flight.get(slot * jointOf.length + i);
      }
      acted /= delay + 1;
      double seen = inertia * (velocity - last.get(i)) / dtS - acted;
      double most = 2 * effortMax[i];
      double bounded = Math.max(-most, Math.min(most, seen));
      double share = dtS / (dtS + LOAD_TIME_S);
      load.set(i, load.get(i) + share * (bounded - load.get(i)));
    } else {
      load.set(i, 0);
    }
  }
}

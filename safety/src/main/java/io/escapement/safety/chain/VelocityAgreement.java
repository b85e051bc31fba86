package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;

/**
 * Whether measured velocities are how measured positions change. All bounds start from both, and a
 * velocity of the wrong sign turns a brake into a push.
 *
 * <p>Of each joint the difference between its travel and the integral of its velocity is summed up
 * and forgotten with a time constant, and so is the length of its travel. They contradict each
 * other where the difference is more than {@link #SLACK} and half of the travel: a wrong sign makes
 * twice the travel, a velocity that stays at zero once. A filter of the velocity that is late by t
 * makes {@code t dv}, and the resolution of an encoder no more than one step: both are inside the
 * slack for t below 2 ms at 2 rad/s out of rest, and inside half of the travel soon after.
 */
final class VelocityAgreement {

  /** Time constant with which the past is forgotten, s. */
  static final double TIME_S = 0.1;

  /** Difference that is no contradiction however small the travel, rad (m). */
  static final double SLACK = 5e-3;

  /** Part of the travel that the difference may be. */
  static final double PART = 0.5;

  private final ChainJoint[] joints;
  private final F64Channel lastPosition;
  private final F64Channel difference;
  private final F64Channel travel;

  VelocityAgreement(CertifiedSettings settings) {
    joints = settings.joints().toArray(ChainJoint[]::new);
    lastPosition = memory(settings, "last_position");
    difference = memory(settings, "travel_difference");
    travel = memory(settings, "travel");
  }

  private static F64Channel memory(CertifiedSettings settings, String name) {
    return new F64Channel(
        ChannelSpec.memory(
                settings.robot() + "/certified/" + name, ChannelType.F64, settings.joints().size())
            .withUnit("rad")
            .withLabels(settings.names()));
  }

  void declare(Wiring wiring) {
    wiring.writes(lastPosition);
    wiring.writes(difference);
    wiring.writes(travel);
  }

  /**
   * Takes what a tick has measured.
   *
   * @param measured now
   * @param last velocities of the tick before
   * @param dtS since then
   * @return false if some joint's measurements contradict each other
   */
  boolean holds(MeasuredJoints measured, LastVelocity last, double dtS) {
    boolean agree = true;
    double kept = TIME_S / (TIME_S + Math.max(0, dtS));
    for (int i = 0; i < joints.length; i++) {
      double q = measured.position(joints[i].joint());
      if (last.known()) {
        double moved = q - lastPosition.get(i);
        double said = (last.get(i) + measured.velocity(joints[i].joint())) / 2 * dtS;
        difference.set(i, kept * difference.get(i) + (moved - said));
        travel.set(i, kept * travel.get(i) + Math.abs(moved));
        agree &= Math.abs(difference.get(i)) <= Math.max(SLACK, PART * travel.get(i));
      }
      lastPosition.set(i, q);
    }
    return agree;
  }

  /** Forgets the past, so that what was a contradiction before the operator's reset is none now. */
  void reset() {
    for (int i = 0; i < joints.length; i++) {
      difference.set(i, 0);
      travel.set(i, 0);
    }
  }
}

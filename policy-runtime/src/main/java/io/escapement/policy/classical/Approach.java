package io.escapement.policy.classical;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.stage.ResolvedPolicy;

/** The way from where the joints were measured at the start to where a motion begins. */
final class Approach {

  private static final double NS = 1e-9;

  private final double durationS;
  private final int[] joints;
  private final F64Channel measured;
  private final F64Channel from;

  /**
   * Creates it.
   *
   * @param policy the bundle on the robot
   * @param actions the action's joints
   * @param durationNs how long it takes, nanoseconds; with 0 there is none
   */
  Approach(ResolvedPolicy policy, ActionJoints actions, long durationNs) {
    durationS = durationNs * NS;
    joints = new int[actions.count()];
    for (int i = 0; i < joints.length; i++) {
      joints[i] = actions.joint(i);
    }
    int count = policy.robot().joints().size();
    measured =
        durationNs == 0
            ? null
            : F64Channel.reading(policy.robot().name() + "/joints/position", count);
    from =
        durationNs == 0
            ? null
            : new F64Channel(
                ChannelSpec.memory(policy.prefix() + "motion/from", ChannelType.F64, joints.length)
                    .withUnit("rad or m")
                    .withLabels(actions.names()));
  }

  void declare(Wiring wiring) {
    if (from != null) {
      wiring.reads(measured);
      wiring.writes(from);
    }
  }

  /** Remembers where the joints are; false if one of them is not measured. */
  boolean start() {
    boolean finite = true;
    for (int i = 0; from != null && i < joints.length; i++) {
      double position = measured.get(joints[i]);
      from.set(i, position);
      finite &= Double.isFinite(position);
    }
    return finite;
  }

  double durationS() {
    return durationS;
  }

  boolean over(double timeS) {
    return timeS >= durationS;
  }

  double position(int element, double timeS, double target) {
    double start = from.get(element);
    return start + (target - start) * MinimumJerk.position(timeS / durationS);
  }

  double velocity(int element, double timeS, double target) {
    return (target - from.get(element)) / durationS * MinimumJerk.velocity(timeS / durationS);
  }
}

package io.escapement.controller.estimation;

import io.escapement.controller.kinematics.Chain;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.Set;

/** The state of the joints as the driver gives it, and how old it is. */
final class JointSample {

  /** Beyond this no joint is, in rad, m, rad/s or m/s; it tells nonsense from numbers. */
  private static final double MOST = 1000;

  private final F64Channel position;
  private final F64Channel velocity;
  private final F64Channel effort;
  private final I64Channel seq;
  private final I64Channel lastSeq;
  private final I64Channel ageNs;

  JointSample(String robot, int joints) {
    position = F64Channel.reading(robot + "/joints/position", joints);
    velocity = F64Channel.reading(robot + "/joints/velocity", joints);
    effort = F64Channel.reading(robot + "/joints/effort", joints);
    seq = I64Channel.reading(robot + "/joints/seq", 1);
    lastSeq =
        new I64Channel(ChannelSpec.memory(robot + "/estimate/joints_seq", ChannelType.I64, 1));
    ageNs =
        new I64Channel(
            ChannelSpec.memory(robot + "/estimate/joints_age_ns", ChannelType.I64, 1)
                .withUnit("ns"));
  }

  Set<String> inputs() {
    return Set.of(position.name(), velocity.name(), effort.name(), seq.name());
  }

  void declare(Wiring wiring) {
    wiring.reads(position);
    wiring.reads(velocity);
    wiring.reads(effort);
    wiring.reads(seq);
    wiring.writes(lastSeq);
    wiring.writes(ageNs);
  }

  void initialise() {
    lastSeq.set(0, Long.MIN_VALUE);
    ageNs.set(0, Long.MAX_VALUE);
  }

  /** Notes how old the sample of this tick is. */
  void take(long dtNs) {
    if (seq.get(0) != lastSeq.get(0)) {
      lastSeq.set(0, seq.get(0));
      ageNs.set(0, 0);
      return;
    }
    long age = ageNs.get(0);
    ageNs.set(0, age > Long.MAX_VALUE - dtNs ? Long.MAX_VALUE : age + dtNs);
  }

  /** Time since the last new sample, nanoseconds. */
  long ageNs() {
    return ageNs.get(0);
  }

  /** Whether positions and velocities of a chain's joints are numbers that joints may have. */
  boolean sound(Chain chain) {
    boolean sound = true;
    for (int i = 0; i < chain.joints(); i++) {
      int joint = chain.jointIndex(i);
      sound &= Math.abs(position.get(joint)) <= MOST && Math.abs(velocity.get(joint)) <= MOST;
    }
    return sound;
  }

  F64Channel position() {
    return position;
  }

  F64Channel velocity() {
    return velocity;
  }

  /** Effort of a joint, Nm or N. */
  double effort(int joint) {
    return effort.get(joint);
  }
}

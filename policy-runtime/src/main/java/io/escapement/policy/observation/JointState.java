package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/** Joint positions, velocities or efforts as they are measured, relative to nothing. */
final class JointState implements ObservationTerm {

  private final F64Channel channel;
  private final int[] joints;
  private final List<String> labels;

  JointState(TermContext context, String channel) {
    this.channel = F64Channel.reading(context.channel(channel), context.robot().joints().size());
    joints = context.joints().clone();
    labels = context.jointNames();
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Set<String> inputs() {
    return Set.of(channel.name());
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(channel);
  }

  @Override
  public double value(int element) {
    return channel.get(joints[element]);
  }
}

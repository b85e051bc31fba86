package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/** Joint velocities, rad/s or m/s. */
final class JointVelocity implements ObservationTerm {

  private final F64Channel velocity;
  private final int[] joints;
  private final List<String> labels;

  JointVelocity(TermContext context) {
    velocity =
        F64Channel.reading(context.channel("joints/velocity"), context.robot().joints().size());
    joints = context.joints().clone();
    labels = context.jointNames();
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Set<String> inputs() {
    return Set.of(velocity.name());
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(velocity);
  }

  @Override
  public double value(int element) {
    return velocity.get(joints[element]);
  }
}

package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/** Joint positions relative to the default pose, rad or m. */
final class JointPosition implements ObservationTerm {

  private final F64Channel position;
  private final int[] joints;
  private final double[] defaultPosition;
  private final List<String> labels;

  JointPosition(TermContext context) {
    position =
        F64Channel.reading(context.channel("joints/position"), context.robot().joints().size());
    joints = context.joints().clone();
    defaultPosition = context.defaultPose().clone();
    labels = context.jointNames();
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Set<String> inputs() {
    return Set.of(position.name());
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(position);
  }

  @Override
  public double value(int element) {
    int joint = joints[element];
    return position.get(joint) - defaultPosition[joint];
  }
}

package io.escapement.policy.classical;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.VelocityRange;
import io.escapement.policy.stage.ResolvedPolicy;
import java.util.List;
import java.util.Optional;

/**
 * How long each leg's stride is, and how high its lift, in parts of their amplitudes: from the
 * velocity command, or full without one. Neither changes faster than the ramp allows.
 */
final class Stride {

  private final double fullVx;
  private final double liftFrom;
  private final double step;
  private final double[] left;
  private final double[] low;
  private final double[] high;
  private final F64Channel command;
  private final F64Channel stride;
  private final F64Channel lift;

  /**
   * Creates it.
   *
   * @param policy the bundle on the robot
   * @param settings the form's own keys
   * @param legs in order
   */
  Stride(ResolvedPolicy policy, YamlNode settings, List<Leg> legs) {
    Optional<YamlNode> scaling = settings.optional("command");
    fullVx = scaling.map(node -> node.get("full_vx").positive()).orElse(1.0);
    liftFrom = scaling.flatMap(n -> n.optional("lift_from")).map(YamlNode::positive).orElse(0.0);
    long rampNs = settings.optional("ramp").map(YamlNode::durationNs).orElse(0L);
    step = rampNs == 0 ? Double.POSITIVE_INFINITY : (double) policy.bundle().periodNs() / rampNs;
    left = legs.stream().mapToDouble(Leg::leftM).toArray();
    Bounds range = policy.bundle().velocityRange().map(VelocityRange::bounds).orElse(Bounds.NONE);
    low = range.low().expand(3);
    high = range.high().expand(3);
    command =
        scaling.isPresent()
            ? F64Channel.reading(policy.robot().name() + "/operator/velocity_command", 3)
            : null;
    stride =
        new F64Channel(
            ChannelSpec.memory(policy.prefix() + "gait/stride", ChannelType.F64, legs.size())
                .withLabels(legs.stream().map(Leg::name).toList()));
    lift = new F64Channel(ChannelSpec.memory(policy.prefix() + "gait/lift", ChannelType.F64, 1));
  }

  void declare(Wiring wiring) {
    if (command != null) {
      wiring.reads(command);
    }
    wiring.writes(stride);
    wiring.writes(lift);
  }

  /** Stands, to begin with. */
  void reset() {
    for (int leg = 0; leg < left.length; leg++) {
      stride.set(leg, 0);
    }
    lift.set(0, 0);
  }

  /** Moves on towards what the command asks for. */
  void follow() {
    double fastest = 0;
    for (int leg = 0; leg < left.length; leg++) {
      double wanted = 1;
      if (command != null) {
        // A leg on the left is carried forward more slowly when the robot turns to the left.
        double hip = commanded(0) - commanded(2) * left[leg];
        fastest = Math.max(fastest, Math.abs(hip));
        wanted = Bounds.clip(hip / fullVx, -1, 1);
      }
      stride.set(leg, towards(stride.get(leg), wanted));
    }
    boolean steps = command == null || liftFrom == 0;
    lift.set(0, towards(lift.get(0), steps ? 1 : Bounds.clip(fastest / liftFrom, 0, 1)));
  }

  private double commanded(int axis) {
    return Bounds.clip(command.get(axis), low[axis], high[axis]);
  }

  private double towards(double before, double wanted) {
    return before + Bounds.clip(wanted - before, -step, step);
  }

  double stride(int leg) {
    return stride.get(leg);
  }

  double lift() {
    return lift.get(0);
  }
}

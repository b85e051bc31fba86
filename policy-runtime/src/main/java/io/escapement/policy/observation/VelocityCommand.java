package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.VelocityRange;
import java.util.List;
import java.util.Set;

/**
 * The operator's velocity command in the base frame, vx and vy in m/s, wz in rad/s, clipped to what
 * the policy was trained for.
 */
final class VelocityCommand implements ObservationTerm {

  private final F64Channel command;
  private final double[] low;
  private final double[] high;

  VelocityCommand(TermContext context) {
    command = F64Channel.reading(context.channel("operator/velocity_command"), 3);
    Bounds range = context.velocityRange().map(VelocityRange::bounds).orElse(Bounds.NONE);
    low = range.low().expand(3);
    high = range.high().expand(3);
  }

  @Override
  public List<String> labels() {
    return List.of("vx", "vy", "wz");
  }

  @Override
  public Set<String> inputs() {
    return Set.of(command.name());
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(command);
  }

  @Override
  public double value(int element) {
    return Bounds.clip(command.get(element), low[element], high[element]);
  }
}

package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.VelocityRange;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The operator's velocity command in the base frame, vx and vy in m/s, wz in rad/s, clipped to what
 * the policy was trained for; all three, or the axes that the bundle names.
 */
final class VelocityCommand implements ObservationTerm {

  static final String AXES = "axes";

  private static final List<String> ALL = List.of("vx", "vy", "wz");

  private final F64Channel command;
  private final List<String> axes;
  private final int[] indices;
  private final double[] low;
  private final double[] high;

  VelocityCommand(TermContext context) {
    command = F64Channel.reading(context.channel("operator/velocity_command"), 3);
    Bounds range = context.velocityRange().map(VelocityRange::bounds).orElse(Bounds.NONE);
    low = range.low().expand(3);
    high = range.high().expand(3);
    axes = List.of(context.text(AXES, String.join(" ", ALL)).split(" "));
    indices = axes.stream().mapToInt(ALL::indexOf).toArray();
    if (Arrays.stream(indices).anyMatch(index -> index < 0)) {
      throw context
          .place()
          .error()
          .summary("the axes of a velocity command")
          .expected("some of " + String.join(" ", ALL))
          .found(String.join(" ", axes))
          .build();
    }
  }

  @Override
  public List<String> labels() {
    return axes;
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
    int axis = indices[element];
    return Bounds.clip(command.get(axis), low[axis], high[axis]);
  }
}

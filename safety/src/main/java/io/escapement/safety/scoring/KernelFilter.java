package io.escapement.safety.scoring;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.filter.CommandFilter;
import io.escapement.safety.filter.FilterContext;
import io.escapement.safety.filter.Intervention;
import io.escapement.safety.supervisor.ModeTable;

/**
 * Takes a policy's command back towards the one that was applied last, as far as a kernel barrier
 * found that it must be.
 */
final class KernelFilter implements CommandFilter {

  private final FilterContext context;
  private final boolean[] isPolicy;
  private final I32Channel mode;
  private final F64Channel scale;

  KernelFilter(FilterContext context, String robot, String score, ModeTable modes) {
    this.context = context;
    isPolicy = new boolean[modes.size()];
    for (int i = 0; i < isPolicy.length; i++) {
      isPolicy[i] = modes.mode(i).isRunsPolicy();
    }
    mode = I32Channel.reading(robot + "/supervisor/mode", 1);
    scale = F64Channel.reading(KernelBarrierStage.scaleChannel(robot, score), 1);
  }

  @Override
  public String name() {
    return "kernel_barrier";
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(mode);
    wiring.reads(scale);
  }

  @Override
  public void apply() {
    double part = scale.get(0);
    if (part >= 1 || !isPolicy[mode.get(0)] || !context.hasApplied()) {
      return;
    }
    CommandHandles command = context.command();
    CommandHandles applied = context.applied();
    for (int i = 0; i < context.count(); i++) {
      command.set(
          i,
          between(command.position(), applied.position(), i, part),
          between(command.velocity(), applied.velocity(), i, part),
          between(command.stiffness(), applied.stiffness(), i, part),
          between(command.damping(), applied.damping(), i, part),
          between(command.effort(), applied.effort(), i, part));
      context.mark(i, Intervention.KERNEL_BARRIER);
    }
  }

  private static double between(F64Channel wanted, F64Channel last, int i, double part) {
    return last.get(i) + part * (wanted.get(i) - last.get(i));
  }
}

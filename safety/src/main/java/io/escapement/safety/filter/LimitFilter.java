package io.escapement.safety.filter;

import io.escapement.safety.command.CommandHandles;

/**
 * Keeps each of the five numbers inside the hardware's limits: set-points inside the joint's, gains
 * and feed-forward efforts below the actuator's. A position that has no effect, since its stiffness
 * is 0, is left alone.
 */
final class LimitFilter implements CommandFilter {

  private final FilterContext context;
  private final HardwareLimits limits;

  LimitFilter(FilterContext context, HardwareLimits limits) {
    this.context = context;
    this.limits = limits;
  }

  @Override
  public String name() {
    return "limits";
  }

  @Override
  public void apply() {
    CommandHandles command = context.command();
    for (int i = 0; i < context.count(); i++) {
      if (limits.limitGains(command, i)) {
        context.mark(i, Intervention.GAIN);
      }
      if (limits.limitPosition(command, i)) {
        context.mark(i, Intervention.POSITION);
      }
      if (limits.limitVelocity(command, i)) {
        context.mark(i, Intervention.VELOCITY);
      }
      if (limits.limitEffort(command, i)) {
        context.mark(i, Intervention.EFFORT);
      }
    }
  }
}

package io.escapement.safety.filter;

import io.escapement.safety.command.CommandHandles;

/**
 * Limits how fast set-points and feed-forward efforts change, against the command that was applied
 * on the tick before. A set-point that had no effect before starts from the measured joint.
 */
final class SlewFilter implements CommandFilter {

  private final FilterContext context;
  private final CommandRange range;

  SlewFilter(FilterContext context, CommandRange range) {
    this.context = context;
    this.range = range;
  }

  @Override
  public String name() {
    return "slew";
  }

  @Override
  public void apply() {
    CommandHandles command = context.command();
    for (int i = 0; i < context.count(); i++) {
      double position = command.position().get(i);
      double reached =
          HardwareLimits.within(position, range.lowestPosition(i), range.highestPosition(i));
      if (reached != position && context.drive(i).usesPosition(command.stiffness().get(i))) {
        command.position().set(i, reached);
        context.mark(i, Intervention.POSITION_SLEW);
      }
      double velocity = command.velocity().get(i);
      double turned =
          HardwareLimits.within(velocity, range.lowestVelocity(i), range.highestVelocity(i));
      if (turned != velocity) {
        command.velocity().set(i, turned);
        context.mark(i, Intervention.VELOCITY_SLEW);
      }
      double effort = command.effort().get(i);
      double given = HardwareLimits.within(effort, range.lowestEffort(i), range.highestEffort(i));
      if (given != effort) {
        command.effort().set(i, given);
        context.mark(i, Intervention.EFFORT_SLEW);
      }
    }
  }
}

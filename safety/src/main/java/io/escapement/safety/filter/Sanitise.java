package io.escapement.safety.filter;

import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drive;

/**
 * Lets only numbers through. An actuator with a NaN, an infinity or a number beyond all reason
 * among its five keeps the pose and the gains that were applied last, at rest and without
 * feed-forward effort; before the first command it gets no effort at all. A negative stiffness or
 * damping, which would feed energy in, becomes 0.
 */
final class Sanitise implements CommandFilter {

  private final FilterContext context;

  Sanitise(FilterContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "sanitise";
  }

  @Override
  public void apply() {
    CommandHandles command = context.command();
    for (int i = 0; i < context.count(); i++) {
      if (!command.physical(i)) {
        replace(command, i);
        context.mark(i, Intervention.NOT_A_NUMBER);
      }
      if (command.stiffness().get(i) < 0) {
        command.stiffness().set(i, 0);
        context.mark(i, Intervention.NEGATIVE_GAIN);
      }
      if (command.damping().get(i) < 0) {
        command.damping().set(i, 0);
        context.mark(i, Intervention.NEGATIVE_GAIN);
      }
    }
  }

  private void replace(CommandHandles command, int i) {
    if (context.hasApplied()) {
      CommandHandles applied = context.applied();
      command.set(
          i, applied.position().get(i), 0, applied.stiffness().get(i), applied.damping().get(i), 0);
    } else {
      double q = context.measuredPosition(i);
      command.set(i, Drive.physical(q) ? q : context.drive(i).defaultPosition(), 0, 0, 0, 0);
    }
  }
}

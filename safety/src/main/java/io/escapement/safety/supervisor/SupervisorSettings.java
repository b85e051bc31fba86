package io.escapement.safety.supervisor;

import java.util.List;

/**
 * What the supervisor goes by.
 *
 * @param modes the modes
 * @param fallbacks the fallbacks, at most one per trigger; a trigger without one is only recorded
 * @param startMode index of the mode in which a run starts
 * @param policyNeedsPose whether a policy takes over from a finished pose (or another policy) only
 */
public record SupervisorSettings(
    ModeTable modes, List<Fallback> fallbacks, int startMode, boolean policyNeedsPose) {

  /**
   * Checks that modes and steps exist.
   *
   * @param modes not null
   * @param fallbacks with steps whose modes exist
   * @param startMode a mode of the table
   * @param policyNeedsPose any
   */
  public SupervisorSettings {
    fallbacks = List.copyOf(fallbacks);
    if (startMode < 0 || startMode >= modes.size()) {
      throw new IllegalArgumentException("there is no mode " + startMode + " to start in");
    }
    for (Fallback fallback : fallbacks) {
      for (Fallback.Step step : fallback.steps()) {
        if (!step.reuses() && (step.mode() < 0 || step.mode() >= modes.size())) {
          throw new IllegalArgumentException("there is no mode " + step.mode() + " to fall to");
        }
      }
    }
  }

  /**
   * The fallbacks by the code of their trigger, the operator's emergency stop included, whose
   * answer is not a setting.
   */
  Fallback.Step[][] stepsByCode() {
    Fallback.Step[][] steps = new Fallback.Step[Cause.COUNT][0];
    for (Fallback fallback : fallbacks) {
      steps[fallback.cause().code()] = fallback.steps().toArray(Fallback.Step[]::new);
    }
    steps[Cause.OPERATOR_ESTOP.code()] =
        new Fallback.Step[] {new Fallback.Step(ModeTable.ESTOP, 0)};
    return steps;
  }
}

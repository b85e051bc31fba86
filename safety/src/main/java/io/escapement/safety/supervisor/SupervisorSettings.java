package io.escapement.safety.supervisor;

import java.util.List;
import java.util.Objects;

/**
 * What the supervisor goes by.
 *
 * @param modes the modes
 * @param fallbacks the fallbacks, at most one per trigger; a trigger without one is only recorded
 * @param startMode index of the mode in which a run starts
 * @param policyNeedsPose whether a policy takes over from a finished pose (or another policy) only
 * @param slow how far and how fast a step slows down
 */
public record SupervisorSettings(
    ModeTable modes,
    List<Fallback> fallbacks,
    int startMode,
    boolean policyNeedsPose,
    SlowSettings slow) {

  /**
   * Checks that modes and steps exist.
   *
   * @param modes not null
   * @param fallbacks with steps whose modes exist
   * @param startMode a mode of the table
   * @param policyNeedsPose any
   * @param slow not null
   */
  public SupervisorSettings {
    fallbacks = List.copyOf(fallbacks);
    Objects.requireNonNull(slow, "slow");
    if (startMode < 0 || startMode >= modes.size()) {
      throw new IllegalArgumentException("there is no mode " + startMode + " to start in");
    }
    for (Fallback fallback : fallbacks) {
      for (Fallback.Step step : fallback.steps()) {
        if (!step.keepsMode() && (step.mode() < 0 || step.mode() >= modes.size())) {
          throw new IllegalArgumentException("there is no mode " + step.mode() + " to fall to");
        }
      }
    }
  }

  /**
   * Settings that slow down as far as they do by default.
   *
   * @param modes not null
   * @param fallbacks with steps whose modes exist
   * @param startMode a mode of the table
   * @param policyNeedsPose any
   */
  public SupervisorSettings(
      ModeTable modes, List<Fallback> fallbacks, int startMode, boolean policyNeedsPose) {
    this(modes, fallbacks, startMode, policyNeedsPose, SlowSettings.DEFAULT);
  }

  /**
   * Whether a fallback may slow the policy down.
   *
   * @return true if one has such a step
   */
  public boolean slows() {
    return fallbacks.stream()
        .flatMap(fallback -> fallback.steps().stream())
        .anyMatch(Fallback.Step::slows);
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

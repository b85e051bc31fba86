package io.escapement.safety.filter;

import io.escapement.controller.stage.Stage;
import io.escapement.safety.command.Drives;
import java.util.List;

/** Builds the stages that bound the command. */
public final class FilterStages {

  private FilterStages() {}

  /**
   * The chain, the hardware clamp and the count of interventions.
   *
   * @param robot the robot's actuators
   * @param limits how the robot's limits are used
   * @param slew how fast commands may change
   * @param periodNs the loop's period, nanoseconds
   * @return new stages in their order
   */
  public static List<Stage> of(
      Drives robot, LimitSettings limits, SlewSettings slew, long periodNs) {
    FilterContext context = new FilterContext(robot);
    HardwareLimits kept = new HardwareLimits(robot, limits);
    CommandRange range = new CommandRange(context, kept, slew, periodNs);
    List<CommandFilter> filters =
        List.of(
            new Sanitise(context),
            new LimitFilter(context, kept),
            new SlewFilter(context, range),
            new EffortFilter(context, kept, range, limits.outwardGuard()));
    return List.of(
        new FilterChain(robot, context, filters),
        hardwareClamp(robot, limits),
        new InterventionRecord(robot));
  }

  /** The clamp goes by the hardware's own limits, whatever the filters keep clear of. */
  static HardwareClamp hardwareClamp(Drives robot, LimitSettings limits) {
    LimitSettings hardware = new LimitSettings(0, limits.positionExcess(), 1, 1, false);
    return new HardwareClamp(robot, new HardwareLimits(robot, hardware));
  }
}

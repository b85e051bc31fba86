package io.escapement.safety.filter;

import io.escapement.controller.stage.Stage;
import io.escapement.safety.command.Drives;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the stages that bound the command. */
public final class FilterStages {

  private FilterStages() {}

  /** Makes a filter for one chain. */
  @FunctionalInterface
  public interface Factory {

    /**
     * Makes the filter.
     *
     * @param context what it works on
     * @param range what slew limits and ranges leave
     * @return a new filter
     */
    CommandFilter of(FilterContext context, CommandRange range);
  }

  /**
   * The chain, the hardware clamp and the count of interventions.
   *
   * @param robot the robot's actuators
   * @param limits how the robot's limits are used
   * @param slew how fast commands may change
   * @param periodNs the loop's period, nanoseconds
   * @param first makes filters that come before limits and slew
   * @param certified makes the filter that bounds efforts and what comes of them, if there is one;
   *     what it leaves alone is bounded as without it
   * @return new stages in their order
   */
  public static List<Stage> of(
      Drives robot,
      LimitSettings limits,
      SlewSettings slew,
      long periodNs,
      List<Factory> first,
      Optional<Factory> certified) {
    FilterContext context = new FilterContext(robot);
    HardwareLimits kept = new HardwareLimits(robot, limits);
    CommandRange range = new CommandRange(context, kept, slew, periodNs);
    List<CommandFilter> filters = new ArrayList<>();
    filters.add(new Sanitise(context));
    first.forEach(factory -> filters.add(factory.of(context, range)));
    filters.add(new LimitFilter(context, kept));
    filters.add(new SlewFilter(context, range));
    certified.ifPresent(factory -> filters.add(factory.of(context, range)));
    // Which effort is outward is for the certified filter to say.
    boolean outward = limits.outwardGuard() && certified.isEmpty();
    filters.add(new EffortFilter(context, kept, range, outward));
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

package io.escapement.safety.filter;

import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drives;
import java.util.List;

/**
 * Makes {@code filtered/*} of {@code supervised/*}: copies it, and lets each filter change it in
 * turn.
 */
public final class FilterChain implements Stage {

  private final FilterContext context;
  private final CommandHandles supervised;
  private final CommandFilter[] filters;

  /**
   * Creates the stage.
   *
   * @param robot the robot's actuators
   * @param context what the filters work on
   * @param filters in the order in which they are applied, made for the same context
   */
  public FilterChain(Drives robot, FilterContext context, List<CommandFilter> filters) {
    this.context = context;
    this.supervised = CommandHandles.reading(robot, "supervised");
    this.filters = filters.toArray(CommandFilter[]::new);
  }

  @Override
  public String name() {
    return "filter_chain";
  }

  @Override
  public Phase phase() {
    return Phase.FILTER;
  }

  @Override
  public void declare(Wiring wiring) {
    supervised.readBy(wiring);
    context.declare(wiring);
    for (CommandFilter filter : filters) {
      filter.declare(wiring);
    }
  }

  @Override
  public void initialise() {
    for (CommandFilter filter : filters) {
      filter.initialise();
    }
  }

  @Override
  public void tick() {
    context.command().copyFrom(supervised);
    for (CommandFilter filter : filters) {
      filter.apply();
    }
  }
}

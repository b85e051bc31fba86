package io.escapement.safety;

import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;
import java.util.List;

/** Keeps handles attached through which a test reads commands. */
public final class CommandReader implements Stage {

  private final List<CommandHandles> handles;

  /**
   * Reads some commands.
   *
   * @param handles their channels
   */
  public CommandReader(CommandHandles... handles) {
    this.handles = List.of(handles);
  }

  @Override
  public String name() {
    return "reader";
  }

  @Override
  public Phase phase() {
    return Phase.FILTER;
  }

  @Override
  public void declare(Wiring wiring) {
    handles.forEach(each -> each.readBy(wiring));
  }

  @Override
  public void tick() {}
}

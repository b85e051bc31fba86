package io.escapement.safety.chain;

import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;

/** Lets a test read the command that the drives get. */
final class CommandReader implements Stage {

  private final CommandHandles command;

  CommandReader(CommandHandles command) {
    this.command = command;
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
    command.readBy(wiring);
  }

  @Override
  public void tick() {}
}

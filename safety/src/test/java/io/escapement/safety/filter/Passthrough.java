package io.escapement.safety.filter;

import io.escapement.controller.record.Role;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drives;

/** Puts the nominal command straight before the filters, as if no supervisor looked at it. */
final class Passthrough implements Stage {

  private final CommandHandles nominal;
  private final CommandHandles supervised;

  Passthrough(Drives drives) {
    nominal = CommandHandles.reading(drives, "nominal");
    supervised = CommandHandles.declaring(drives, "supervised", Role.DERIVED);
  }

  @Override
  public String name() {
    return "passthrough";
  }

  @Override
  public Phase phase() {
    return Phase.SUPERVISE;
  }

  @Override
  public void declare(Wiring wiring) {
    nominal.readBy(wiring);
    supervised.writtenBy(wiring);
  }

  @Override
  public void tick() {
    supervised.copyFrom(nominal);
  }
}

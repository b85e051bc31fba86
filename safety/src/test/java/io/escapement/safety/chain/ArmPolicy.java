package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.Role;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.Command;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drives;

/** Asks for what a test wants. */
final class ArmPolicy implements Stage {

  private final Command[] nominal;
  private final CommandHandles handles;
  private final I32Channel valid =
      new I32Channel(ChannelSpec.derived("arm/nominal/valid", ChannelType.I32, 1));

  ArmPolicy(Drives drives, Command[] nominal) {
    this.nominal = nominal;
    handles = CommandHandles.declaring(drives, "nominal", Role.DERIVED);
  }

  @Override
  public String name() {
    return "policy";
  }

  @Override
  public Phase phase() {
    return Phase.DECODE;
  }

  @Override
  public void declare(Wiring wiring) {
    handles.writtenBy(wiring);
    wiring.writes(valid);
  }

  @Override
  public void tick() {
    for (int i = 0; i < nominal.length; i++) {
      Command c = nominal[i];
      handles.set(i, c.position(), c.velocity(), c.stiffness(), c.damping(), c.effort());
    }
    valid.set(0, 1);
  }
}

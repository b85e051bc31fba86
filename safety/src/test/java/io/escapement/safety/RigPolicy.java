package io.escapement.safety;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.Role;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drives;

/** Stands for the policy of a {@link SafetyRig}: asks for what the test wants. */
final class RigPolicy implements Stage {

  private final SafetyRig rig;
  private final CommandHandles handles;
  private final I32Channel valid;

  RigPolicy(SafetyRig rig, Drives drives) {
    this.rig = rig;
    handles = CommandHandles.declaring(drives, "nominal", Role.DERIVED);
    valid =
        new I32Channel(ChannelSpec.derived(drives.channel("nominal/valid"), ChannelType.I32, 1));
  }

  @Override
  public String name() {
    return "nominal";
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
    for (int i = 0; i < rig.nominal.length; i++) {
      Command c = rig.nominal[i];
      handles.set(i, c.position(), c.velocity(), c.stiffness(), c.damping(), c.effort());
    }
    valid.set(0, rig.nominalValid);
  }
}

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

/** Stands for a policy of a {@link SafetyRig}: asks for what the test wants. */
final class RigPolicy implements Stage {

  private final SafetyRig rig;
  private final String group;
  private final CommandHandles handles;
  private final I32Channel valid;

  /** Makes the policy whose command stands in a group of channels. */
  RigPolicy(SafetyRig rig, Drives drives, String group) {
    this.rig = rig;
    this.group = group;
    handles = CommandHandles.declaring(drives, group, Role.DERIVED);
    valid =
        new I32Channel(ChannelSpec.derived(drives.channel(group + "/valid"), ChannelType.I32, 1));
  }

  @Override
  public String name() {
    return group;
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
    Command[] commands = rig.further.getOrDefault(group, rig.nominal);
    for (int i = 0; i < commands.length; i++) {
      Command c = commands[i];
      handles.set(i, c.position(), c.velocity(), c.stiffness(), c.damping(), c.effort());
    }
    valid.set(0, rig.further.containsKey(group) ? rig.furtherValid : rig.nominalValid);
  }
}

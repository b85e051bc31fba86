package io.escapement.safety;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drives;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands for other stages that raise flags: the certified filter and the scores of a {@link
 * SafetyRig}.
 */
final class RigFlags implements Stage {

  private final SafetyRig rig;
  private final Phase phase;
  private final List<I32Channel> flags = new ArrayList<>();

  RigFlags(SafetyRig rig, Drives drives, Phase phase, List<String> names) {
    this.rig = rig;
    this.phase = phase;
    for (String name : names) {
      flags.add(new I32Channel(ChannelSpec.memory(drives.channel(name), ChannelType.I32, 1)));
    }
  }

  @Override
  public String name() {
    return "flags " + phase;
  }

  @Override
  public Phase phase() {
    return phase;
  }

  @Override
  public void declare(Wiring wiring) {
    flags.forEach(wiring::writes);
  }

  @Override
  public void tick() {
    if (phase == Phase.SCORE) {
      flags.get(0).set(0, rig.scoreAlarm);
    } else {
      flags.get(0).set(0, rig.certifiedBrake);
      flags.get(1).set(0, rig.assumption);
    }
  }
}

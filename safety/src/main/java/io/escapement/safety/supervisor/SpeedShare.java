package io.escapement.safety.supervisor;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drives;

/**
 * The part of each speed limit that a policy is left, {@code supervisor/speed_share}: it goes down
 * along a ramp while a fallback slows down, comes back along the same, and is 1 at once where no
 * policy commands any more.
 */
final class SpeedShare {

  private final SlowSettings settings;
  private final I64Channel dtNs = I64Channel.reading(LoopChannels.DT_NS, 1);
  private final I32Channel slowing;
  private final F64Channel share;

  SpeedShare(Drives robot, SlowSettings settings) {
    this.settings = settings;
    slowing =
        new I32Channel(
            ChannelSpec.derived(robot.channel("supervisor/slowing"), ChannelType.I32, 1)
                .withUnit("1 while a fallback slows down"));
    share =
        new F64Channel(
            ChannelSpec.memory(robot.channel("supervisor/speed_share"), ChannelType.F64, 1)
                .withUnit("part of each speed limit"));
  }

  void declare(Wiring wiring) {
    wiring.reads(dtNs);
    wiring.writes(slowing);
    wiring.writes(share);
  }

  void initialise() {
    share.set(0, 1);
  }

  void update(boolean slows, boolean policyCommands) {
    slowing.set(0, slows ? 1 : 0);
    if (!policyCommands) {
      share.set(0, 1);
      return;
    }
    double before = share.get(0);
    double change = settings.change(dtNs.get(0));
    share.set(
        0, slows ? Math.max(settings.share(), before - change) : Math.min(1, before + change));
  }
}

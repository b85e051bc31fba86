package io.escapement.safety.supervisor;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drives;

/** The channels that the supervisor writes: all that it remembers, and what it reports. */
final class SupervisorState {

  final I32Channel mode;
  final I32Channel cause;
  final I64Channel sinceNs;
  final I64Channel blendNs;
  final I32Channel latched;
  final I32Channel faultCause;
  final I32Channel fallbackCause;
  final I32Channel fallbackStep;
  final I64Channel fallbackSinceNs;
  final I64Channel transitions;
  final I32Channel changed;
  final I32Channel reusing;
  final I32Channel refused;
  final I32Channel terminal;

  private final Drives robot;

  SupervisorState(Drives robot) {
    this.robot = robot;
    mode = new I32Channel(memory("mode", ChannelType.I32, "index of the mode"));
    cause = new I32Channel(memory("cause", ChannelType.I32, "code of the cause"));
    sinceNs = new I64Channel(memory("since_ns", ChannelType.I64, "ns"));
    blendNs = new I64Channel(memory("blend_ns", ChannelType.I64, "ns"));
    latched = new I32Channel(memory("latched", ChannelType.I32, "1 fault, 2 emergency stop"));
    faultCause = new I32Channel(memory("fault_cause", ChannelType.I32, "code of the cause"));
    fallbackCause = new I32Channel(memory("fallback_cause", ChannelType.I32, "code of the cause"));
    fallbackStep = new I32Channel(memory("fallback_step", ChannelType.I32, "index of the step"));
    fallbackSinceNs = new I64Channel(memory("fallback_since_ns", ChannelType.I64, "ns"));
    transitions = new I64Channel(memory("transitions", ChannelType.I64, ""));
    changed = new I32Channel(derived("changed", "1 on the tick of a transition"));
    reusing = new I32Channel(derived("reusing", "1 while the last command is repeated"));
    refused = new I32Channel(derived("refused", "code of the refusal"));
    terminal = new I32Channel(derived("terminal", "1 in an unplanned last fallback"));
  }

  private ChannelSpec memory(String name, ChannelType type, String unit) {
    return ChannelSpec.memory(robot.channel("supervisor/" + name), type, 1).withUnit(unit);
  }

  private ChannelSpec derived(String name, String unit) {
    return ChannelSpec.derived(robot.channel("supervisor/" + name), ChannelType.I32, 1)
        .withUnit(unit);
  }

  void declare(Wiring wiring) {
    wiring.writes(mode);
    wiring.writes(cause);
    wiring.writes(sinceNs);
    wiring.writes(blendNs);
    wiring.writes(latched);
    wiring.writes(faultCause);
    wiring.writes(fallbackCause);
    wiring.writes(fallbackStep);
    wiring.writes(fallbackSinceNs);
    wiring.writes(transitions);
    wiring.writes(changed);
    wiring.writes(reusing);
    wiring.writes(refused);
    wiring.writes(terminal);
  }
}

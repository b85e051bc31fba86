package io.escapement.safety.supervisor;

import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drives;

/** Says of one policy whether it has an action, and whether that is made of numbers. */
final class ActionMonitor {

  private final int actuators;
  private final CommandHandles nominal;
  private final I32Channel valid;

  /** Watches the policy whose command stands in a group of channels. */
  ActionMonitor(Drives robot, String group) {
    actuators = robot.count();
    nominal = CommandHandles.reading(robot, group);
    valid = I32Channel.reading(robot.channel(group + "/valid"), 1);
  }

  void declare(Wiring wiring) {
    nominal.readBy(wiring);
    wiring.reads(valid);
  }

  /** The bits of what is wrong with it on this tick. */
  int triggers() {
    boolean physical = true;
    for (int i = 0; i < actuators; i++) {
      physical &= nominal.physical(i);
    }
    // A policy may hold its last finite action and say by a negative validity that it does.
    if (!physical || valid.get(0) < 0) {
      return Cause.NAN_ACTION.bit();
    }
    return valid.get(0) == 0 ? Cause.POLICY_INVALID.bit() : 0;
  }
}

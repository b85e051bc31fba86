package io.escapement.launch.operator;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/** The channels through which an operator speaks to a robot, whoever the operator is. */
final class OperatorChannels {

  final F64Channel velocityCommand;
  final I32Channel modeRequest;
  final I32Channel reset;
  final I32Channel estop;
  final I32Channel stop;
  final I64Channel stampNs;
  final I64Channel receivedNs;
  final I64Channel seq;

  OperatorChannels(String robot) {
    String group = robot + "/operator/";
    velocityCommand =
        new F64Channel(
            ChannelSpec.input(group + "velocity_command", ChannelType.F64, 3)
                .withUnit("m/s, m/s, rad/s; base frame")
                .withLabels(List.of("vx", "vy", "wz")));
    modeRequest =
        new I32Channel(
            ChannelSpec.input(group + "mode_request", ChannelType.I32, 1)
                .withUnit("0 none, else 1 + mode"));
    reset = flag(group + "reset");
    estop = flag(group + "estop");
    stop = flag(group + "stop");
    stampNs = nanoseconds(group + "stamp_ns");
    receivedNs = nanoseconds(group + "received_ns");
    seq = new I64Channel(ChannelSpec.input(group + "seq", ChannelType.I64, 1));
  }

  private static I32Channel flag(String name) {
    return new I32Channel(ChannelSpec.input(name, ChannelType.I32, 1).withUnit("0 or 1"));
  }

  private static I64Channel nanoseconds(String name) {
    return new I64Channel(ChannelSpec.input(name, ChannelType.I64, 1).withUnit("ns"));
  }

  void declare(Wiring wiring) {
    wiring.writes(velocityCommand);
    wiring.writes(modeRequest);
    wiring.writes(reset);
    wiring.writes(estop);
    wiring.writes(stop);
    wiring.writes(stampNs);
    wiring.writes(receivedNs);
    wiring.writes(seq);
  }
}

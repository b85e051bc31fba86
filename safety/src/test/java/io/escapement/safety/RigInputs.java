package io.escapement.safety;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drives;
import java.util.ArrayList;
import java.util.List;

/** What the sensors and the operator of a {@link SafetyRig} say. */
final class RigInputs implements Source {

  private final SafetyRig rig;
  private final String robot;
  private final F64Channel position;
  private final F64Channel velocity;
  private final List<I64Channel> stamps = new ArrayList<>();
  private final List<I64Channel> sequences = new ArrayList<>();
  private final F64Channel attitude;
  private final I32Channel modeRequest;
  private final I32Channel resetButton;
  private final I32Channel estopButton;
  private final I32Channel stopRequest;
  private long sampledNs;

  RigInputs(SafetyRig rig, Drives drives) {
    this.rig = rig;
    robot = drives.robot();
    int joints = drives.jointCount();
    position = new F64Channel(f64("joints/position", joints));
    velocity = new F64Channel(f64("joints/velocity", joints));
    attitude = drives.imu() ? new F64Channel(f64("imu/orientation", 4)) : null;
    for (String group : drives.imu() ? List.of("joints", "imu") : List.of("joints")) {
      stamps.add(new I64Channel(input(group + "/stamp_ns", ChannelType.I64)));
      sequences.add(new I64Channel(input(group + "/seq", ChannelType.I64)));
    }
    modeRequest = new I32Channel(input("operator/mode_request", ChannelType.I32));
    resetButton = new I32Channel(input("operator/reset", ChannelType.I32));
    estopButton = new I32Channel(input("operator/estop", ChannelType.I32));
    stopRequest = new I32Channel(input("operator/stop", ChannelType.I32));
  }

  private ChannelSpec f64(String name, int count) {
    return ChannelSpec.input(robot + "/" + name, ChannelType.F64, count);
  }

  private ChannelSpec input(String name, ChannelType type) {
    return ChannelSpec.input(robot + "/" + name, type, 1);
  }

  @Override
  public String name() {
    return "world";
  }

  @Override
  public Phase phase() {
    return Phase.READ;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.writes(position);
    wiring.writes(velocity);
    stamps.forEach(wiring::writes);
    sequences.forEach(wiring::writes);
    if (attitude != null) {
      wiring.writes(attitude);
    }
    wiring.writes(modeRequest);
    wiring.writes(resetButton);
    wiring.writes(estopButton);
    wiring.writes(stopRequest);
  }

  @Override
  public void read(long now) {
    sampledNs = rig.sensing ? now : sampledNs;
    for (int i = 0; i < rig.q.length; i++) {
      position.set(i, rig.q[i]);
      velocity.set(i, rig.dq[i]);
    }
    for (int i = 0; i < stamps.size(); i++) {
      stamps.get(i).set(0, sampledNs + rig.stampOffsetNs);
      sequences.get(i).set(0, rig.seq);
    }
    for (int i = 0; attitude != null && i < 4; i++) {
      attitude.set(i, rig.orientation[i]);
    }
    modeRequest.set(0, rig.request);
    resetButton.set(0, rig.reset);
    estopButton.set(0, rig.estop);
    stopRequest.set(0, rig.stop);
  }
}

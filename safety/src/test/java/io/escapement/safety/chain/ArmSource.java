package io.escapement.safety.chain;

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

/** What the encoders and the operator of a {@link ChainRig} say. */
final class ArmSource implements Source {

  private final ChainRig rig;
  private final F64Channel position;
  private final F64Channel velocity;
  private final I64Channel stamp = new I64Channel(input("joints/stamp_ns", ChannelType.I64));
  private final I64Channel sequence = new I64Channel(input("joints/seq", ChannelType.I64));
  private final List<I32Channel> operator = new ArrayList<>();

  ArmSource(ChainRig rig, Drives drives) {
    this.rig = rig;
    position = new F64Channel(joints("position", drives.jointCount()));
    velocity = new F64Channel(joints("velocity", drives.jointCount()));
    for (String name : List.of("mode_request", "reset", "estop", "stop")) {
      operator.add(new I32Channel(input("operator/" + name, ChannelType.I32)));
    }
  }

  private static ChannelSpec joints(String name, int count) {
    return ChannelSpec.input("arm/joints/" + name, ChannelType.F64, count);
  }

  private static ChannelSpec input(String name, ChannelType type) {
    return ChannelSpec.input("arm/" + name, type, 1);
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
    wiring.writes(stamp);
    wiring.writes(sequence);
    operator.forEach(wiring::writes);
  }

  @Override
  public void read(long now) {
    double[] q = rig.measuredPosition == null ? rig.arm.q : rig.measuredPosition;
    double[] dq = rig.measuredVelocity == null ? rig.arm.dq : rig.measuredVelocity;
    for (int i = 0; i < rig.arm.joints; i++) {
      position.set(i, q[i]);
      velocity.set(i, dq[i]);
    }
    stamp.set(0, now);
    sequence.set(0, rig.seq);
    operator.get(0).set(0, rig.request);
    operator.get(1).set(0, rig.reset);
    operator.get(2).set(0, rig.estop);
    operator.get(3).set(0, 0);
  }
}

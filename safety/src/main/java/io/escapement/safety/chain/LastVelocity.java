package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Wiring;

/** The controlled joints' velocities on the tick before. */
final class LastVelocity {

  private final int[] jointOf;
  private final F64Channel velocity;
  private final I32Channel valid;

  LastVelocity(CertifiedSettings settings) {
    jointOf = settings.joints().stream().mapToInt(ChainJoint::joint).toArray();
    String group = settings.robot() + "/certified/";
    velocity =
        new F64Channel(
            ChannelSpec.memory(group + "last_velocity", ChannelType.F64, jointOf.length)
                .withUnit("rad/s")
                .withLabels(settings.names()));
    valid = new I32Channel(ChannelSpec.memory(group + "last_velocity_valid", ChannelType.I32, 1));
  }

  void declare(Wiring wiring) {
    wiring.writes(velocity);
    wiring.writes(valid);
  }

  boolean known() {
    return valid.get(0) != 0;
  }

  double get(int i) {
    return velocity.get(i);
  }

  void remember(MeasuredJoints measured, boolean known) {
    valid.set(0, known ? 1 : 0);
    for (int i = 0; i < jointOf.length; i++) {
      velocity.set(i, known ? measured.velocity(jointOf[i]) : 0);
    }
  }
}

package io.escapement.controller.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;

/** Smooths joint velocities by a first-order low-pass: the example of docs/stages.md. */
final class VelocityLowPass implements Stage {

  private final F64Channel velocity;
  private final F64Channel smooth;
  private final double gain;

  VelocityLowPass(String robot, int joints, double gain) {
    this.velocity = F64Channel.reading(robot + "/joints/velocity", joints);
    this.smooth =
        new F64Channel(
            ChannelSpec.memory(robot + "/estimate/velocity", ChannelType.F64, joints)
                .withUnit("rad/s"));
    this.gain = gain;
  }

  @Override
  public String name() {
    return "velocity low-pass";
  }

  @Override
  public Phase phase() {
    return Phase.ESTIMATE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(velocity);
    wiring.writes(smooth);
  }

  @Override
  public void tick() {
    for (int i = 0; i < smooth.count(); i++) {
      double before = smooth.get(i);
      smooth.set(i, before + gain * (velocity.get(i) - before));
    }
  }
}

package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.util.function.BooleanSupplier;

/** The dynamics of an arm's model at the measured state, or at the start's if it stands still. */
final class ArmModel implements Stage {

  private final PlanarArm arm;
  private final BooleanSupplier moving;
  private final F64Channel position;
  private final F64Channel velocity;
  private final F64Channel inverse;
  private final F64Channel bias;
  private final F64Channel gravity;

  /** The arm's joints turn freely: zeros. */
  private final F64Channel passive;

  private final double[][] still;
  private final double[] q;
  private final double[] dq;

  ArmModel(PlanarArm arm, BooleanSupplier moving) {
    this.arm = arm;
    this.moving = moving;
    position = F64Channel.reading("arm/joints/position", arm.joints);
    velocity = F64Channel.reading("arm/joints/velocity", arm.joints);
    inverse = result("inverse_mass", arm.joints * arm.joints);
    bias = result("bias", arm.joints);
    gravity = result("gravity", arm.joints);
    passive = result("passive", arm.joints);
    still = new double[][] {arm.inverseMass(arm.q), arm.gravity(arm.q)};
    q = new double[arm.joints];
    dq = new double[arm.joints];
  }

  private static F64Channel result(String name, int count) {
    return new F64Channel(ChannelSpec.derived("arm/dynamics/" + name, ChannelType.F64, count));
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public Phase phase() {
    return Phase.ESTIMATE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(position);
    wiring.reads(velocity);
    wiring.writes(inverse);
    wiring.writes(bias);
    wiring.writes(gravity);
    wiring.writes(passive);
  }

  @Override
  public void tick() {
    if (!moving.getAsBoolean()) {
      write(inverse, still[0]);
      write(bias, still[1]);
      write(gravity, still[1]);
      return;
    }
    for (int i = 0; i < q.length; i++) {
      q[i] = position.get(i);
      dq[i] = velocity.get(i);
    }
    write(inverse, arm.inverseMass(q));
    write(bias, arm.bias(q, dq));
    write(gravity, arm.gravity(q));
  }

  private static void write(F64Channel channel, double[] values) {
    for (int i = 0; i < values.length; i++) {
      channel.set(i, values[i]);
    }
  }
}

package io.escapement.safety.barrier;

import io.escapement.controller.stage.Wiring;
import java.util.List;

/** Keeps a weighted sum of joint positions at or below a bound: {@code h = bound - c.q}. */
final class JointBarrier implements Barrier {

  private final String name;
  private final RobotMotion motion;
  private final double[] weights;
  private final double bound;

  JointBarrier(String name, double[] weights, double bound, RobotMotion motion) {
    this.name = name;
    this.weights = weights.clone();
    this.bound = bound;
    this.motion = motion;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> frames() {
    return List.of();
  }

  @Override
  public void declare(Wiring wiring) {
    motion.declare(wiring);
  }

  @Override
  public void evaluate(BarrierState state) {
    motion.update();
    double value = bound;
    double rate = 0;
    for (int joint = 0; joint < weights.length; joint++) {
      // A joint that has no part in it may well be unknown.
      if (weights[joint] != 0) {
        value -= weights[joint] * motion.jointPosition(joint);
        rate -= weights[joint] * motion.jointVelocity(joint);
      }
      state.gradient()[joint] = 0 - weights[joint];
    }
    state.set(value, rate, 0);
    state.seal();
  }
}

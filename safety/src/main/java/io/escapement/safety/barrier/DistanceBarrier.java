package io.escapement.safety.barrier;

import io.escapement.controller.stage.Wiring;
import java.util.List;

/** Keeps two spheres or capsules apart: h is the distance of their surfaces. */
final class DistanceBarrier implements Barrier {

  private final String name;
  private final List<String> frames;
  private final RobotMotion motion;
  private final MovingSegment first;
  private final MovingSegment second;
  private final double reach;
  private final Separation separation = new Separation();

  /** Bounds of the two points' motion, worked out column by column. */
  private final PointBounds firstBounds = new PointBounds();

  private final PointBounds secondBounds = new PointBounds();

  DistanceBarrier(String name, Shape one, Shape other, double margin, RobotMotion motion) {
    this.name = name;
    this.motion = motion;
    frames = BarrierSettings.framesOf(one, other);
    first = new MovingSegment(one, motion);
    second = new MovingSegment(other, motion);
    reach = one.radiusM() + other.radiusM() + margin;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> frames() {
    return frames;
  }

  @Override
  public void declare(Wiring wiring) {
    motion.declare(wiring);
    first.declare(wiring);
    second.declare(wiring);
  }

  @Override
  public void evaluate(BarrierState state) {
    motion.update();
    first.update(motion);
    second.update(motion);
    separation.find(first, second);
    double[] gradient = state.gradient();
    firstBounds.clear();
    secondBounds.clear();
    double acceleration = separation.biasAcceleration();
    for (int joint = 0; joint < gradient.length; joint++) {
      acceleration += column(state, joint);
    }
    state.set(
        separation.distance() - reach, separation.rate(), separation.curvature(first, second));
    bound(state, acceleration);
    state.seal();
  }

  /** Writes a joint's part of the gradient; how much it can accelerate the distance vector. */
  private double column(BarrierState state, int joint) {
    int columns = motion.columns();
    int at = motion.base() + joint;
    double along = 0;
    double square = 0;
    double square1 = 0;
    double square2 = 0;
    for (int row = 0; row < 3; row++) {
      double one = first.jacobian(row * columns + at, separation.s());
      double other = second.jacobian(row * columns + at, separation.t());
      along += separation.normal[row] * (other - one);
      square += (other - one) * (other - one);
      square1 += one * one;
      square2 += other * other;
    }
    state.gradient()[joint] = along;
    double speed = motion.jointVelocity(joint);
    if (first.moves(at)) {
      firstBounds.add(state, joint, speed, StrictMath.sqrt(square1));
    }
    if (second.moves(at)) {
      secondBounds.add(state, joint, speed, StrictMath.sqrt(square2));
    }
    return StrictMath.sqrt(square) * state.accelerationMax(joint);
  }

  /**
   * {@code h''' = n.D''' + 3 (D'.D'' - h' h'') / d}, of which the bracket is at most the product of
   * the parts across n, and {@code h'' = n.D'' + |D' across n|^2 / d}.
   */
  private void bound(BarrierState state, double accelerationNow) {
    double heldS = state.heldS();
    double third = firstBounds.third(heldS) + secondBounds.third(heldS);
    double acceleration = accelerationNow + heldS * third;
    double speed = Vectors.length(separation.velocity) + heldS * acceleration;
    double distance = Math.max(separation.distance() - heldS * speed, separation.distance() / 2);
    double bend = firstBounds.second(heldS) + secondBounds.second(heldS);
    if (distance > 0) {
      third += 3 * speed * (acceleration + speed * speed / distance) / distance;
      bend += speed * speed / distance;
    }
    state.setBounds(bend, third);
  }
}

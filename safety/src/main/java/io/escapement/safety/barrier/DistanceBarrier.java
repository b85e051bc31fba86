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

  /** The greatest relative acceleration of the two points, m/s^2, as columns are taken in. */
  private double acceleration;

  /** Their greatest relative speed, m/s. */
  private double fastest;

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
    firstBounds.clear();
    secondBounds.clear();
    acceleration = separation.biasAcceleration();
    fastest = 0;
    for (int joint = 0; joint < state.joints(); joint++) {
      column(state, joint);
    }
    state.set(
        separation.distance() - reach, separation.rate(), separation.curvature(first, second));
    bound(state);
    state.splitRate(motion);
    state.seal();
  }

  /** Takes in a joint's column. */
  private void column(BarrierState state, int joint) {
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
    double length = StrictMath.sqrt(square);
    acceleration += length * state.accelerationMax(joint);
    fastest += length * state.fastest(joint, speed);
    firstBounds.add(state, joint, speed, first.turns(at), StrictMath.sqrt(square1));
    secondBounds.add(state, joint, speed, second.turns(at), StrictMath.sqrt(square2));
  }

  /**
   * {@code h''' = n.D''' + 3 (D'.D'' - h' h'') / d}, of which the bracket is at most the product of
   * the parts across n, and {@code h'' = n.D'' + |D' across n|^2 / d}. A point that slides along
   * its segment stays on a line that is fixed in the segment's axes: then D is meant as seen from
   * these.
   */
  private void bound(BarrierState state) {
    double heldS = state.heldS();
    double apart = separation.distance();
    double turning = first.turning(firstBounds) + second.turning(secondBounds);
    double gain = first.turningGain(firstBounds) + second.turningGain(secondBounds);
    double third;
    double bend;
    if (turning > 0) {
      firstBounds.join(secondBounds);
      firstBounds.reach(apart);
      third = firstBounds.third(heldS);
      bend = firstBounds.second(heldS);
    } else {
      third = firstBounds.third(heldS) + secondBounds.third(heldS);
      bend = firstBounds.second(heldS) + secondBounds.second(heldS);
    }
    double speedNow = Vectors.length(separation.velocity) + turning * apart;
    double most = acceleration + turning * (2 * speedNow + turning * apart) + gain * apart;
    most += heldS * third;
    double longest = fastest + turning * apart;
    double speed = Math.min(speedNow + heldS * most, longest + heldS * bend);
    double distance = Math.max(apart - heldS * speed, apart / 2);
    if (distance > 0) {
      third += 3 * speed * (most + speed * speed / distance) / distance;
      bend += speed * speed / distance;
    }
    state.setBounds(bend, third);
  }
}

package io.escapement.safety.chain;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drive;

/**
 * Rigid bodies on a fixed base: {@code acceleration = M^-1 (x + passive - bias)}, from channels.
 */
final class DynamicMotion implements MotionModel {

  private final MeasuredJoints measured;
  private final int joints;
  private final F64Channel inverseMass;
  private final F64Channel bias;
  private final F64Channel passive;
  private final F64Channel gravity;
  private final int[] jointOf;
  private final DisturbanceObserver observer;

  /** What the joints' efforts have to carry before they accelerate anything, Nm. */
  private final double[] load;

  DynamicMotion(
      CertifiedSettings settings, MeasuredJoints measured, LastVelocity last, F64Channel flight) {
    this.measured = measured;
    observer = new DisturbanceObserver(settings, last, flight);
    joints = settings.robotJoints();
    load = new double[joints];
    String group = settings.robot() + "/dynamics/";
    inverseMass = F64Channel.reading(group + "inverse_mass", joints * joints);
    bias = F64Channel.reading(group + "bias", joints);
    passive = F64Channel.reading(group + "passive", joints);
    gravity = F64Channel.reading(group + "gravity", joints);
    jointOf = settings.joints().stream().mapToInt(ChainJoint::joint).toArray();
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(inverseMass);
    wiring.reads(bias);
    wiring.reads(passive);
    wiring.reads(gravity);
    observer.declare(wiring);
  }

  @Override
  public boolean update(Motion motion, double dtS) {
    boolean known = measured.copy(motion);
    for (int i = 0; i < joints; i++) {
      load[i] = bias.get(i) - passive.get(i);
    }
    for (int row = 0; row < joints; row++) {
      double sum = 0;
      for (int column = 0; column < joints; column++) {
        sum -= inverseMass.get(row * joints + column) * load[column];
      }
      motion.offset[row] = sum;
      motion.gravity[row] = gravity.get(row);
      known &= Drive.physical(sum) && Drive.physical(motion.gravity[row]);
      for (int i = 0; i < jointOf.length; i++) {
        double element = inverseMass.get(row * joints + jointOf[i]);
        motion.gain[row * jointOf.length + i] = element;
        known &= Drive.physical(element);
      }
    }
    if (known) {
      observer.observe(motion, dtS);
    }
    return known;
  }

  @Override
  public void commanded(Motion motion) {
    observer.predict(motion);
  }
}

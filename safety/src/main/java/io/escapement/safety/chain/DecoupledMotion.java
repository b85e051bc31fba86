package io.escapement.safety.chain;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drive;
import java.util.Arrays;

/**
 * Each joint by itself, for robots on a floating base, where contact forces are not known: {@code
 * acceleration = (x + load) / inertia}.
 *
 * <p>The inertia is the mass matrix' diagonal over the share of its mobility that the joint has
 * shown, the load what it has shown beyond its drive's own effort: {@link LoadObserver}.
 *
 * <p>The variable is the drive's effort at the measured state. While the command is held the drive
 * goes on answering to the motion. With stiffness K and damping D the mean acceleration over a hold
 * of H is {@code (x + load - K v H/2) / (inertia + D H/2 + K H^2/6)}; what is gained is the change
 * of speed.
 */
final class DecoupledMotion implements MotionModel {

  private static final int BASE = 6;

  private final MeasuredJoints measured;
  private final int joints;
  private final int[] jointOf;
  private final double holdS;
  private final ActuatorMapping mapping;
  private final F64Channel mass;
  private final LoadObserver observer;

  DecoupledMotion(
      CertifiedSettings settings,
      MeasuredJoints measured,
      LastVelocity last,
      F64Channel flight,
      ActuatorMapping mapping) {
    this.measured = measured;
    this.mapping = mapping;
    joints = settings.robotJoints();
    jointOf = settings.joints().stream().mapToInt(ChainJoint::joint).toArray();
    holdS = settings.holdS();
    int n = joints + BASE;
    mass = F64Channel.reading(settings.robot() + "/dynamics/mass_matrix", n * n);
    observer = new LoadObserver(settings, last, flight, mapping);
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(mass);
    observer.declare(wiring);
  }

  @Override
  public boolean update(Motion motion, double dtS) {
    boolean known = measured.copy(motion);
    Arrays.fill(motion.gain, 0);
    Arrays.fill(motion.offset, 0);
    int n = joints + BASE;
    for (int i = 0; i < jointOf.length; i++) {
      int joint = jointOf[i];
      int at = BASE + joint;
      double inertia = mass.get(at * n + at);
      if (!(inertia > 0 && Drive.physical(1 / inertia))) {
        known = false;
        continue;
      }
      double velocity = motion.velocity[joint];
      observer.observe(i, inertia, velocity, dtS);
      double share = observer.mobility(i);
      double gain = gain(i, inertia / share);
      double sprung = mapping.stiffness(i) * velocity * holdS / 2;
      motion.share[joint] = share;
      motion.gain[joint * jointOf.length + i] = gain;
      motion.offset[joint] = (observer.load(i) - sprung) * gain;
      motion.leastGain[i] = gain(i, inertia / observer.leastMobility(i));
      motion.leastOffset[i] = (observer.leastLoad(i) - sprung) * motion.leastGain[i];
    }
    return known;
  }

  /** What an Nm adds to the acceleration over a hold, with what the drive answers. */
  private double gain(int i, double inertia) {
    double k = mapping.stiffness(i);
    double d = mapping.damping(i);
    return 1 / (inertia + d * holdS / 2 + k * holdS * holdS / 6);
  }
}

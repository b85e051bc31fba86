package io.escapement.safety.chain;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drive;
import io.escapement.safety.filter.CommandRange;
import java.util.Arrays;

/**
 * The position set-points as points that accelerate: the variables are their velocities over the
 * coming period, so that {@code acceleration = (x - velocity before) / period}.
 */
final class KinematicMotion implements MotionModel {

  private final MeasuredJoints measured;
  private final CommandRange range;
  private final int[] jointOf;
  private final int[] actuatorOf;
  private final double periodS;
  private final F64Channel flight;

  KinematicMotion(
      CertifiedSettings settings, MeasuredJoints measured, CommandRange range, F64Channel flight) {
    this.measured = measured;
    this.range = range;
    this.flight = flight;
    jointOf = settings.joints().stream().mapToInt(ChainJoint::joint).toArray();
    actuatorOf = settings.joints().stream().mapToInt(ChainJoint::actuator).toArray();
    periodS = settings.periodS();
  }

  @Override
  public void declare(Wiring wiring) {}

  @Override
  public boolean update(Motion motion, double dtS) {
    boolean known = measured.copy(motion);
    Arrays.fill(motion.gain, 0);
    Arrays.fill(motion.offset, 0);
    for (int i = 0; i < jointOf.length; i++) {
      int joint = jointOf[i];
      motion.position[joint] = range.positionReference(actuatorOf[i]);
      motion.velocity[joint] = flight.get(i);
      motion.gain[joint * jointOf.length + i] = 1 / periodS;
      motion.offset[joint] = -motion.velocity[joint] / periodS;
      known &= Drive.physical(motion.position[joint]) && Drive.physical(motion.velocity[joint]);
    }
    return known;
  }
}

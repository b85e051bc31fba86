package io.escapement.safety.chain;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drive;

/** The measured positions and velocities of a robot's joints. */
final class MeasuredJoints {

  private final int joints;
  private final F64Channel position;
  private final F64Channel velocity;

  MeasuredJoints(CertifiedSettings settings) {
    joints = settings.robotJoints();
    position = F64Channel.reading(settings.robot() + "/joints/position", joints);
    velocity = F64Channel.reading(settings.robot() + "/joints/velocity", joints);
  }

  void declare(Wiring wiring) {
    wiring.reads(position);
    wiring.reads(velocity);
  }

  /** Copies both; false if one is no physical number. */
  boolean copy(Motion motion) {
    boolean known = true;
    for (int joint = 0; joint < joints; joint++) {
      motion.position[joint] = position.get(joint);
      motion.velocity[joint] = velocity.get(joint);
      known &= Drive.physical(motion.position[joint]) && Drive.physical(motion.velocity[joint]);
    }
    return known;
  }

  double position(int joint) {
    return position.get(joint);
  }

  double velocity(int joint) {
    return velocity.get(joint);
  }
}

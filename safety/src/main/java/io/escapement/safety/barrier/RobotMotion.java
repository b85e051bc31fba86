package io.escapement.safety.barrier;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Wiring;

/**
 * The measured joints as barriers see them. Columns of Jacobians are those of the dynamics stage:
 * six of a floating base, then the joints. What the base's velocity is known to be counts; its
 * acceleration does not and is part of the disturbance.
 */
final class RobotMotion {

  private static final int BASE = 6;

  private final String robot;
  private final int joints;
  private final int base;
  private final F64Channel position;
  private final F64Channel velocity;
  private final F64Channel baseVelocity;
  private final double[] velocities;

  RobotMotion(RobotModel model) {
    robot = model.name();
    joints = model.joints().size();
    base = model.floatingBase() ? BASE : 0;
    position = F64Channel.reading(robot + "/joints/position", joints);
    velocity = F64Channel.reading(robot + "/joints/velocity", joints);
    baseVelocity = base == 0 ? null : F64Channel.reading(robot + "/dynamics/base_velocity", base);
    velocities = new double[base + joints];
  }

  void declare(Wiring wiring) {
    wiring.reads(position);
    wiring.reads(velocity);
    if (baseVelocity != null) {
      wiring.reads(baseVelocity);
    }
  }

  void update() {
    for (int i = 0; i < base; i++) {
      velocities[i] = baseVelocity.get(i);
    }
    for (int i = 0; i < joints; i++) {
      velocities[base + i] = velocity.get(i);
    }
  }

  String robot() {
    return robot;
  }

  int joints() {
    return joints;
  }

  /** Columns before the first joint's. */
  int base() {
    return base;
  }

  /** Columns of a Jacobian. */
  int columns() {
    return velocities.length;
  }

  double velocity(int column) {
    return velocities[column];
  }

  double jointVelocity(int joint) {
    return velocities[base + joint];
  }

  double jointPosition(int joint) {
    return position.get(joint);
  }
}

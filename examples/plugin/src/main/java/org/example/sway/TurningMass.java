package org.example.sway;

import io.escapement.controller.robot.Actuator;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.RobotModel;
import io.escapement.hardware.channels.CommandChannels;

/** One joint with its drive: {@code inertia * acceleration = effort - friction * velocity}. */
final class TurningMass {

  private final Joint joint;
  private final int actuator;
  private final double effortMax;
  private final double inertia;
  private final double friction;
  private double position;
  private double velocity;
  private double effort;
  private double wantedPosition;
  private double wantedVelocity;
  private double stiffness;
  private double damping;
  private double feedForward;

  TurningMass(RobotModel robot, int joint, double inertia, double friction) {
    Actuator drive = robot.actuatorOfJoint(joint).orElseThrow();
    this.joint = robot.joints().get(joint);
    this.actuator = drive.index();
    this.effortMax = Math.min(drive.effortMax(), this.joint.effortMax());
    this.inertia = inertia;
    this.friction = friction;
  }

  /** Back to the default pose, without a command. */
  void rest() {
    position = joint.defaultPosition();
    velocity = 0;
    effort = 0;
    wantedPosition = 0;
    wantedVelocity = 0;
    stiffness = 0;
    damping = 0;
    feedForward = 0;
  }

  void follow(CommandChannels command) {
    wantedPosition = command.position().get(actuator);
    wantedVelocity = command.velocity().get(actuator);
    stiffness = command.stiffness().get(actuator);
    damping = command.damping().get(actuator);
    feedForward = command.effort().get(actuator);
  }

  /** One step of the semi-implicit Euler method, in seconds. */
  void step(double dt) {
    double law =
        feedForward
            + stiffness * (wantedPosition - position)
            + damping * (wantedVelocity - velocity);
    effort = Math.max(-effortMax, Math.min(effortMax, law));
    velocity += dt * (effort - friction * velocity) / inertia;
    position += dt * velocity;
    if (position < joint.positionMin() || position > joint.positionMax()) {
      position = Math.max(joint.positionMin(), Math.min(joint.positionMax(), position));
      velocity = 0;
    }
  }

  double position() {
    return position;
  }

  double velocity() {
    return velocity;
  }

  double effort() {
    return effort;
  }
}

package io.escapement.hardware.channels;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;

/**
 * The command that a driver takes out of the record, one number of each per actuator, in joint-side
 * units: {@code R/command/position, velocity, stiffness, damping, effort}. The drive's law is
 * {@code effort + stiffness (position - q) + damping (velocity - dq)}.
 */
public final class CommandChannels {

  private final F64Channel position;
  private final F64Channel velocity;
  private final F64Channel stiffness;
  private final F64Channel damping;
  private final F64Channel effort;

  /**
   * Makes reading handles.
   *
   * @param robot the robot's name
   * @param actuators number of actuators
   */
  public CommandChannels(String robot, int actuators) {
    position = F64Channel.reading(robot + "/command/position", actuators);
    velocity = F64Channel.reading(robot + "/command/velocity", actuators);
    stiffness = F64Channel.reading(robot + "/command/stiffness", actuators);
    damping = F64Channel.reading(robot + "/command/damping", actuators);
    effort = F64Channel.reading(robot + "/command/effort", actuators);
  }

  /**
   * Declares that the channels are read.
   *
   * @param wiring takes the declarations
   */
  public void declare(Wiring wiring) {
    wiring.reads(position);
    wiring.reads(velocity);
    wiring.reads(stiffness);
    wiring.reads(damping);
    wiring.reads(effort);
  }

  /**
   * Target positions.
   *
   * @return rad, or m for slides
   */
  public F64Channel position() {
    return position;
  }

  /**
   * Target velocities.
   *
   * @return rad/s, or m/s
   */
  public F64Channel velocity() {
    return velocity;
  }

  /**
   * Gains on the position error.
   *
   * @return Nm/rad, or N/m
   */
  public F64Channel stiffness() {
    return stiffness;
  }

  /**
   * Gains on the velocity error.
   *
   * @return Nms/rad, or Ns/m
   */
  public F64Channel damping() {
    return damping;
  }

  /**
   * Efforts added to the law.
   *
   * @return Nm, or N
   */
  public F64Channel effort() {
    return effort;
  }
}

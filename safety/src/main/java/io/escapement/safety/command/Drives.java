package io.escapement.safety.command;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.robot.Actuator;
import io.escapement.controller.robot.ActuatorKind;
import io.escapement.controller.robot.Capability;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.LastFallback;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SensorRole;
import java.util.ArrayList;
import java.util.List;

/**
 * The actuators of one robot as the safety stages see them, in the robot model's order.
 *
 * @param robot name of the robot, the first part of its channels' names
 * @param jointCount number of the robot's joints
 * @param imu whether the robot has an inertial sensor, so that its tilt is known
 * @param holds whether the robot's last fallback is to hold its pose (fixed bases) rather than to
 *     damp its motion (legged and floating bases)
 * @param drives the actuators
 */
public record Drives(String robot, int jointCount, boolean imu, boolean holds, List<Drive> drives) {

  /** Largest stiffness that is sent, Nm/rad (N/m): beyond it a rounding error is an effort. */
  public static final double STIFFNESS_MAX = 1e6;

  /** Largest damping that is sent, Nm s/rad (N s/m). */
  public static final double DAMPING_MAX = 1e5;

  /**
   * Checks that every drive has a joint.
   *
   * @param robot not null
   * @param jointCount at least 1
   * @param imu any
   * @param holds any
   * @param drives at least one
   * @throws IllegalArgumentException if one of these does not hold
   */
  public Drives {
    drives = List.copyOf(drives);
    if (robot.isEmpty() || drives.isEmpty()) {
      throw new IllegalArgumentException("a robot needs a name and at least one actuator");
    }
    for (Drive drive : drives) {
      if (drive.joint() >= jointCount) {
        throw new IllegalArgumentException(
            "actuator " + drive.name() + ": joint " + drive.joint() + " of " + jointCount);
      }
    }
  }

  /**
   * Takes the actuators of a robot model.
   *
   * @param model the robot
   * @return its actuators, in its order
   * @throws PreflightException if an actuator's limits or gains cannot be used
   */
  public static Drives of(RobotModel model) {
    List<Drive> drives = new ArrayList<>();
    for (Actuator actuator : model.actuators()) {
      try {
        drives.add(drive(model, actuator));
      } catch (IllegalArgumentException e) {
        throw PreflightException.at("robot " + model.name())
            .summary(e.getMessage())
            .remedy("give the actuator other limits in robot.yaml")
            .cause(e)
            .build();
      }
    }
    return new Drives(
        model.name(),
        model.joints().size(),
        model.role(SensorRole.ORIENTATION).isPresent(),
        model.lastFallback() == LastFallback.HOLD,
        drives);
  }

  private static Drive drive(RobotModel model, Actuator actuator) {
    Joint joint = actuator.jointIndex() < 0 ? null : model.joints().get(actuator.jointIndex());
    boolean shaped =
        actuator.kind() == ActuatorKind.JOINT || actuator.kind() == ActuatorKind.GRIPPER;
    return new Drive(
        actuator.name(),
        actuator.jointIndex(),
        actuator.accepts(Capability.POSITION),
        actuator.accepts(Capability.VELOCITY),
        actuator.accepts(Capability.STIFFNESS),
        actuator.accepts(Capability.DAMPING),
        actuator.accepts(Capability.EFFORT),
        actuator.positionMin(),
        actuator.positionMax(),
        joint == null ? Double.NEGATIVE_INFINITY : joint.positionMin(),
        joint == null ? Double.POSITIVE_INFINITY : joint.positionMax(),
        actuator.velocityMax(),
        actuator.effortMax(),
        STIFFNESS_MAX,
        DAMPING_MAX,
        actuator.stiffness(),
        actuator.damping(),
        joint == null ? 0 : joint.defaultPosition(),
        shaped && joint != null);
  }

  /**
   * Number of actuators.
   *
   * @return at least 1
   */
  public int count() {
    return drives.size();
  }

  /**
   * Names of the actuators, the labels of their channels.
   *
   * @return one name per actuator
   */
  public List<String> names() {
    return drives.stream().map(Drive::name).toList();
  }

  /**
   * The actuators for use on the loop's thread.
   *
   * @return a new array
   */
  public Drive[] toArray() {
    return drives.toArray(Drive[]::new);
  }

  /**
   * Name of one of the robot's channels.
   *
   * @param rest group and name, such as {@code joints/position}
   * @return {@code <robot>/<rest>}
   */
  public String channel(String rest) {
    return robot + "/" + rest;
  }

  /**
   * Position of an actuator.
   *
   * @param name name of an actuator
   * @return its index, or -1
   */
  public int indexOf(String name) {
    return names().indexOf(name);
  }
}

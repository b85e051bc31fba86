package io.escapement.dynamics;

import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SensorRole;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link DynamicsStage} works out, and what is known of a floating base.
 *
 * @param frames names of bodies, sites or geometries whose place and Jacobian are wanted
 * @param unitInBase the inertial unit's axes in the base's, by which {@code R/imu/*} is converted
 * @param linearVelocity whether {@code R/base/linear_velocity} is there, in the base's axes.
 *     Without it the base's origin counts as at rest: nothing but the base's linear acceleration
 *     changes its meaning, from the rate of its velocity in its own axes to that in the world's,
 *     seen along the base's axes
 * @param position whether {@code R/base/position} is there; without it the world's origin is the
 *     base's
 */
public record DynamicsSettings(
    List<String> frames, Rotation unitInBase, boolean linearVelocity, boolean position) {

  /** No frames, and no more of a floating base than its inertial unit. */
  public static final DynamicsSettings DEFAULT =
      new DynamicsSettings(List.of(), Rotation.NONE, false, false);

  /**
   * Copies the list.
   *
   * @param frames names, each once
   * @param unitInBase the unit's axes
   * @param linearVelocity whether the base's velocity is there
   * @param position whether the base's position is there
   */
  public DynamicsSettings {
    frames = List.copyOf(frames);
    Objects.requireNonNull(unitInBase, "unitInBase");
  }

  /**
   * What a robot's file says of its base: where the inertial unit is, and what else is measured. A
   * sensor that only a simulator has is left alone, so that a filter acts alike on both.
   *
   * @param model the robot's bodies
   * @param frames names of bodies, sites or geometries
   * @return the settings
   * @throws io.escapement.controller.config.PreflightException if the base floats and its
   *     orientation or its angular velocity is not measured on it
   */
  public static DynamicsSettings of(DynamicsModel model, List<String> frames) {
    RobotModel robot = model.robot();
    if (!robot.floatingBase()) {
      return DEFAULT.withFrames(frames);
    }
    return new DynamicsSettings(
        frames,
        new UnitAxes(model).inBase(),
        measured(robot, SensorRole.BASE_LINEAR_VELOCITY),
        measured(robot, SensorRole.BASE_POSITION));
  }

  private static boolean measured(RobotModel robot, String role) {
    return robot.role(role).filter(found -> !found.simulatorOnly()).isPresent();
  }

  /**
   * The same with other frames.
   *
   * @param names names of bodies, sites or geometries
   * @return new settings
   */
  public DynamicsSettings withFrames(List<String> names) {
    return new DynamicsSettings(names, unitInBase, linearVelocity, position);
  }
}

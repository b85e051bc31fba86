package io.escapement.dynamics;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SensorRole;

/** Finds how the inertial unit is turned against a floating base. */
final class UnitAxes {

  private static final double SAME = 1e-6;

  private final DynamicsModel model;
  private final RobotModel robot;

  UnitAxes(DynamicsModel model) {
    this.model = model;
    this.robot = model.robot();
  }

  /** The unit's axes in the base's: those of its orientation and of its angular velocity. */
  Rotation inBase() {
    Rotation orientation = of(SensorRole.ORIENTATION);
    if (!of(SensorRole.ANGULAR_VELOCITY).near(orientation, SAME)) {
      throw PreflightException.at("robot " + robot.name())
          .summary("orientation and angular velocity are measured in different axes")
          .remedy("name sensors of one site in sensors.imu")
          .build();
    }
    return orientation;
  }

  private Rotation of(String roleName) {
    SensorRole role =
        robot
            .role(roleName)
            .orElseThrow(
                () ->
                    PreflightException.at("robot " + robot.name())
                        .summary("the dynamics of a floating base need sensors." + roleName)
                        .remedy("map a sensor there in the robot's file")
                        .build());
    return switch (role.source()) {
      case BASE, DRIVER -> Rotation.NONE;
      case SENSOR -> ofSite(robot.sensor(role.sensors().get(0)).attachedTo());
    };
  }

  private Rotation ofSite(String site) {
    DynamicsFrame frame =
        model
            .site(site)
            .filter(found -> found.link() == DynamicsLink.BASE)
            .orElseThrow(
                () ->
                    PreflightException.at("robot " + robot.name())
                        .summary("the inertial unit is on no site of the base")
                        .expected("sensors of a site of \"" + robot.baseBody() + "\"")
                        .found(site.isEmpty() ? "nothing" : site)
                        .remedy("map such sensors in sensors.imu")
                        .build());
    return frame.placement().rotation();
  }
}

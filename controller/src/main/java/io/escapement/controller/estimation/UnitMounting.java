package io.escapement.controller.estimation;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.kinematics.KinematicTree;
import io.escapement.controller.kinematics.Pose;
import io.escapement.controller.kinematics.TreeBody;
import io.escapement.controller.kinematics.TreeFrame;
import io.escapement.controller.kinematics.TreeFrame.Kind;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.Sensor;
import io.escapement.controller.robot.SensorRole;
import java.util.List;

/** Finds where the inertial unit is mounted on the base. */
final class UnitMounting {

  private static final double SAME = 1e-6;

  private final YamlNode yaml;
  private final RobotModel robot;
  private final KinematicTree tree;
  private final int base;

  /**
   * Takes what is needed to look.
   *
   * @param yaml the key {@code estimation}
   * @param robot the robot
   * @param tree its model's bodies
   * @param base index of the base's body
   */
  UnitMounting(YamlNode yaml, RobotModel robot, KinematicTree tree, int base) {
    this.yaml = yaml;
    this.robot = robot;
    this.tree = tree;
    this.base = base;
  }

  /**
   * The unit's frame in the base's: its place is the accelerometer's, as that is where the velocity
   * comes from; its axes are those of all three sensors.
   */
  Pose inBase() {
    Pose accelerometer = of(SensorRole.LINEAR_ACCELERATION);
    demandSameAxes(accelerometer, SensorRole.ANGULAR_VELOCITY);
    demandSameAxes(accelerometer, SensorRole.ORIENTATION);
    return accelerometer;
  }

  private void demandSameAxes(Pose accelerometer, String roleName) {
    if (!of(roleName).rotation().near(accelerometer.rotation(), SAME)) {
      throw yaml.error()
          .summary("the sensors under sensors.imu measure in different axes")
          .expected("one frame for acceleration, angular velocity and orientation")
          .found(roleName + " is turned against " + SensorRole.LINEAR_ACCELERATION)
          .remedy("name sensors of one site in sensors.imu")
          .build();
    }
  }

  private Pose of(String roleName) {
    SensorRole role =
        robot
            .role(roleName)
            .orElseThrow(
                () ->
                    yaml.error()
                        .summary("the estimation needs sensors." + roleName)
                        .remedy("map a sensor there in the robot's file")
                        .build());
    return switch (role.source()) {
      case BASE -> Pose.IDENTITY;
      case DRIVER -> stated();
      case SENSOR -> ofSite(robot.sensor(role.sensors().get(0)));
    };
  }

  /** A URDF does not say where a sensor is. */
  private Pose stated() {
    YamlNode body = yaml.optional("imu.body").orElse(null);
    return body == null
        ? Pose.IDENTITY
        : fixed(EstimationReader.named(tree, Kind.BODY, body), body);
  }

  private Pose ofSite(Sensor sensor) {
    yaml.optional("imu")
        .ifPresent(
            node -> {
              throw node.error()
                  .summary("the model says itself where its sensors are")
                  .remedy("take the key out")
                  .build();
            });
    TreeFrame site =
        tree.frame(Kind.SITE, sensor.attachedTo())
            .orElseThrow(
                () ->
                    yaml.error()
                        .summary("the sensor \"" + sensor.name() + "\" is on no site")
                        .expected("sensors of a site in sensors.imu")
                        .found(sensor.attachedTo().isEmpty() ? "nothing" : sensor.attachedTo())
                        .build());
    return fixed(site, yaml);
  }

  private Pose fixed(TreeFrame frame, YamlNode place) {
    List<TreeBody> path =
        tree.path(base, frame.body())
            .orElseThrow(
                () ->
                    place
                        .error()
                        .summary("the base does not carry \"" + frame.name() + '"')
                        .build());
    Pose pose = Pose.IDENTITY;
    for (TreeBody body : path) {
      if (!body.joints().isEmpty()) {
        throw place
            .error()
            .summary(
                "the inertial unit moves against the base: the joint "
                    + body.joints().get(0).name()
                    + " is between them")
            .expected("a unit that is fixed to " + robot.baseBody())
            .remedy("map the sensors of a unit on the base in sensors.imu")
            .build();
      }
      pose = pose.times(body.placement());
    }
    return pose.times(frame.placement());
  }
}

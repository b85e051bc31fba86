package io.escapement.hardware;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.robot.RobotModel;
import java.util.Objects;

/**
 * What a driver is made from besides its own configuration.
 *
 * @param robotName the robot's name, first part of its channels' names
 * @param robot the robot model: the names, limits and conventions that the driver keeps to
 * @param periodNs the control period, nanoseconds
 * @param files where files are read
 */
public record DriverContext(String robotName, RobotModel robot, long periodNs, FileSource files) {

  /**
   * Checks the parts.
   *
   * @param robotName not null
   * @param robot not null
   * @param periodNs positive
   * @param files not null
   */
  public DriverContext {
    Objects.requireNonNull(robotName, "robotName");
    Objects.requireNonNull(robot, "robot");
    Objects.requireNonNull(files, "files");
    if (periodNs <= 0) {
      throw new IllegalArgumentException(
          "periodNs is " + periodNs + ", expected a positive number");
    }
  }
}

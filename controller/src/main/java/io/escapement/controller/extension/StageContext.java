package io.escapement.controller.extension;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.robot.RobotModel;
import java.util.Objects;

/**
 * What stages are made from besides their own configuration.
 *
 * @param robot the robot model; its name is the first part of its channels' names
 * @param periodNs the control period, nanoseconds
 * @param files where files are read, from the disk on a live run and from the run directory on
 *     replay: what is read elsewhere a replay does not have
 */
public record StageContext(RobotModel robot, long periodNs, FileSource files) {

  /**
   * Checks the parts.
   *
   * @param robot not null
   * @param periodNs positive
   * @param files not null
   */
  public StageContext {
    Objects.requireNonNull(robot, "robot");
    Objects.requireNonNull(files, "files");
    if (periodNs <= 0) {
      throw new IllegalArgumentException(
          "periodNs is " + periodNs + ", expected a positive number");
    }
  }
}

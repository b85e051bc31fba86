package io.escapement.controller.robot;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.kinematics.TreeInertia;

/** Reads what the bodies of a robot's model weigh. */
public final class TreeInertiaReader {

  private TreeInertiaReader() {}

  /**
   * Reads the model's file once more, for what {@link RobotModel} leaves out.
   *
   * @param robot the robot, which names the file
   * @param files where it comes from
   * @return inertias in the order of {@link KinematicTreeReader}'s bodies
   * @throws PreflightException if numbers in the file make no sense
   */
  public static TreeInertia read(RobotModel robot, FileSource files) {
    return switch (robot.modelFormat()) {
      case MJCF -> MjcfInertias.read(MjcfFile.read(robot.modelFile(), files), robot.baseBody());
      case URDF ->
          UrdfInertias.read(XmlElement.parse(robot.modelFile(), files.read(robot.modelFile())));
    };
  }
}

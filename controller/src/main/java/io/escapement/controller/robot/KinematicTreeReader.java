package io.escapement.controller.robot;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.kinematics.KinematicTree;

/** Reads the bodies of a robot's model, their joints and the named places on them. */
public final class KinematicTreeReader {

  private KinematicTreeReader() {}

  /**
   * Reads the model's file once more, for what {@link RobotModel} leaves out.
   *
   * @param robot the robot, which names the file
   * @param files where it comes from
   * @return bodies, sites and geometries; a URDF has bodies only
   * @throws PreflightException if places in the file make no sense
   */
  public static KinematicTree read(RobotModel robot, FileSource files) {
    return switch (robot.modelFormat()) {
      case MJCF -> MjcfTree.read(MjcfFile.read(robot.modelFile(), files));
      case URDF ->
          UrdfTree.read(XmlElement.parse(robot.modelFile(), files.read(robot.modelFile())));
    };
  }
}

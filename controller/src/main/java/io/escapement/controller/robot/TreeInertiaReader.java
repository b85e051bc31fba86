package io.escapement.controller.robot;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.kinematics.TreeInertia;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what the bodies of a robot's model weigh. */
public final class TreeInertiaReader {

  private TreeInertiaReader() {}

  /**
   * Reads the model's file once more, for what {@link RobotModel} leaves out. Armatures of {@code
   * robot.yaml} stand over the model's; a URDF has none.
   *
   * @param robot the robot, which names the file
   * @param files where it comes from
   * @return inertias in the order of {@link KinematicTreeReader}'s bodies
   * @throws PreflightException if numbers in the file make no sense
   */
  public static TreeInertia read(RobotModel robot, FileSource files) {
    TreeInertia inertia = ofModel(robot, files);
    Map<String, Double> armature = new LinkedHashMap<>(inertia.armature());
    for (Joint joint : robot.joints()) {
      if (!Double.isNaN(joint.armature())) {
        armature.put(joint.name(), joint.armature());
      }
    }
    return new TreeInertia(
        inertia.bodies(),
        inertia.unknown(),
        armature,
        inertia.baseArmature(),
        inertia.gravity(),
        inertia.damping());
  }

  private static TreeInertia ofModel(RobotModel robot, FileSource files) {
    return switch (robot.modelFormat()) {
      case MJCF -> MjcfInertias.read(MjcfFile.read(robot.modelFile(), files), robot.baseBody());
      case URDF ->
          UrdfInertias.read(XmlElement.parse(robot.modelFile(), files.read(robot.modelFile())));
    };
  }
}

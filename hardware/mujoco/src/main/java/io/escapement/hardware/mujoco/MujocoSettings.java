package io.escapement.hardware.mujoco;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.ModelFormat;
import io.escapement.controller.robot.RobotModel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The driver's entry in a run's YAML.
 *
 * @param entry the entry itself, for messages
 * @param name the driver's name
 * @param model the MJCF that is simulated, absolute
 * @param keyframe keyframe to start from, empty for none
 * @param basePosition where the floating base starts, m in the world; empty to leave it
 * @param baseOrientation unit quaternion w, x, y, z; empty to leave it
 * @param error by how much the simulated robot differs from its model
 * @param jointPositions where the joints start, in the robot's order, rad or m; empty to leave them
 * @param judge whether the run records what the physics' own forces did
 */
record MujocoSettings(
    YamlNode entry,
    String name,
    Path model,
    String keyframe,
    ModelError error,
    Optional<double[]> basePosition,
    Optional<double[]> baseOrientation,
    Optional<double[]> jointPositions,
    boolean judge) {

  static final String TYPE = "mujoco";

  /** Reads an entry. */
  static MujocoSettings of(YamlNode entry, RobotModel robot) {
    String keyframe = entry.optional("keyframe").map(YamlNode::string).orElse(robot.keyframe());
    Optional<YamlNode> joints = entry.optional("initial.joints");
    Optional<double[]> positions = joints.map(node -> positions(node, robot));
    if (keyframe.isEmpty() && positions.isEmpty()) {
      positions = Optional.of(robot.defaultPositions());
    }
    Optional<double[]> orientation =
        entry.optional("initial.base_orientation").map(MujocoSettings::unitQuaternion);
    Optional<double[]> basePosition =
        entry.optional("initial.base_position").map(node -> node.doubles(3));
    if (!robot.floatingBase() && (orientation.isPresent() || basePosition.isPresent())) {
      throw entry
          .get("initial")
          .error()
          .summary("the robot's base is fixed")
          .expected("no base_position and no base_orientation")
          .remedy("take them out, or say in robot.yaml that the base floats")
          .build();
    }
    return new MujocoSettings(
        entry,
        entry.optional("name").map(YamlNode::string).orElse(TYPE),
        modelFile(entry, robot),
        keyframe,
        ModelError.of(entry),
        basePosition,
        orientation,
        positions,
        entry.optional("judge").map(YamlNode::bool).orElse(false));
  }

  private static Path modelFile(YamlNode entry, RobotModel robot) {
    Optional<YamlNode> model = entry.optional("model");
    if (model.isEmpty() && robot.modelFormat() != ModelFormat.MJCF) {
      throw entry
          .error()
          .summary("the robot's model is a URDF, which says nothing about actuators and ground")
          .expected("the key model with an MJCF of the same robot")
          .remedy("add model: <file>.xml to this driver")
          .build();
    }
    return model.map(YamlNode::path).orElse(robot.modelFile());
  }

  private static double[] positions(YamlNode node, RobotModel robot) {
    double[] positions = robot.defaultPositions();
    if (node.isScalar() && node.string().equals("default")) {
      return positions;
    }
    for (YamlNode.Member member : node.members()) {
      int joint = robot.jointNames().indexOf(member.key());
      if (joint < 0) {
        throw member
            .value()
            .error()
            .summary("the robot has no joint \"" + member.key() + "\"")
            .remedy(NearestNames.remedy(member.key(), robot.jointNames()))
            .build();
      }
      positions[joint] = member.value().number();
    }
    return positions;
  }

  private static double[] unitQuaternion(YamlNode node) {
    double[] wxyz = node.doubles(4);
    double norm = 0;
    for (double part : wxyz) {
      norm += part * part;
    }
    norm = StrictMath.sqrt(norm);
    if (norm == 0) {
      throw node.error().expected("a quaternion w, x, y, z").found("all zero").build();
    }
    for (int i = 0; i < wxyz.length; i++) {
      wxyz[i] /= norm;
    }
    return wxyz;
  }
}

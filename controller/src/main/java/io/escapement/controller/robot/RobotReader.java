package io.escapement.controller.robot;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.ModelDescription.ModelActuator;
import io.escapement.controller.robot.ModelDescription.ModelJoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a robot model: {@code robot.yaml} over the MJCF or URDF file that it names. */
public final class RobotReader {
  /** The schema of {@code robot.yaml}. */
  public static final String SCHEMA = "robot.schema.json";

  private final YamlNode yaml;
  private final ModelDescription model;
  private final Path modelFile;

  private RobotReader(YamlNode yaml, FileSource files) {
    this.yaml = yaml;
    this.modelFile = yaml.get("model").path();
    this.model = description(files);
  }

  /**
   * Reads a robot's file.
   *
   * @param file the {@code robot.yaml}
   * @param loader reads YAML, and knows where files come from
   * @return the robot
   * @throws ConfigurationException if the YAML is wrong
   * @throws PreflightException if the model is absent or wrong
   */
  public static RobotModel read(Path file, ConfigurationLoader loader) {
    return read(loader.load(file), loader.files());
  }

  /**
   * Reads a robot out of a tree.
   *
   * @param robot the mapping that a {@code robot.yaml} holds
   * @param files where the model comes from
   * @return the robot
   * @throws ConfigurationException if the YAML is wrong
   * @throws PreflightException if the model is absent or wrong
   */
  public static RobotModel read(YamlNode robot, FileSource files) {
    SchemaCheck.of(SCHEMA).check(robot);
    return new RobotReader(robot, files).model();
  }

  private ModelDescription description(FileSource files) {
    YamlNode name = yaml.get("model");
    name.readFile(files);
    String lower = modelFile.getFileName().toString().toLowerCase(Locale.ROOT);
    if (lower.endsWith(".urdf")) {
      return UrdfReader.read(modelFile, files);
    }
    if (lower.endsWith(".xml") || lower.endsWith(".mjcf")) {
      return MjcfReader.read(modelFile, files);
    }
    throw name.error()
        .expected("an MJCF (.xml, .mjcf) or URDF (.urdf) file")
        .found(name.shown())
        .build();
  }

  private RobotModel model() {
    boolean floating = floating();
    List<Joint> joints = joints();
    LastFallback otherwise = floating ? LastFallback.DAMPING : LastFallback.HOLD;
    return new RobotModel(
        yaml.get("robot").string(),
        floating,
        model.baseBody(),
        joints,
        actuators(joints),
        model.sensors(),
        new SensorRoles(model, floating).read(yaml.optional("sensors").orElse(null)),
        yaml.optional("last_fallback").map(n -> n.oneOf(LastFallback.class)).orElse(otherwise),
        yaml.optional("command_timeout").map(YamlNode::durationNs).orElse(0L),
        yaml.optional("default_pose.keyframe").map(YamlNode::string).orElse(""),
        modelFile,
        model.format(),
        model.notices());
  }

  private boolean floating() {
    Optional<YamlNode> said = yaml.optional("base");
    Optional<Boolean> known = model.floating();
    if (said.isEmpty()) {
      return known.orElseThrow(
          () ->
              yaml.error()
                  .key("base")
                  .summary("a URDF does not say whether its base floats")
                  .remedy("write base: floating, or base: fixed")
                  .build());
    }
    boolean floating = said.get().string().equals("floating");
    if (known.isPresent() && known.get() != floating) {
      throw said.get()
          .error()
          .summary("the model says otherwise")
          .expected(known.get() ? "floating" : "fixed")
          .found(said.get().string())
          .build();
    }
    return floating;
  }

  private List<Joint> joints() {
    List<String> names = model.joints().stream().map(ModelJoint::name).toList();
    YamlNode pose = yaml.optional("default_pose").orElse(null);
    double[] start = startPositions(pose);
    NamePatterns posed = new NamePatterns("joint", pose, "keyframe", names);
    NamePatterns settings =
        new NamePatterns("joint", yaml.optional("joints").orElse(null), "", names);
    List<Joint> joints = new ArrayList<>();
    for (ModelJoint from : model.joints()) {
      int index = joints.size();
      Joint joint =
          new Joint(
              from.name(),
              index,
              from.kind(),
              from.positionMin(),
              from.positionMax(),
              from.velocityMax(),
              effortMax(from),
              start[index]);
      for (YamlNode value : posed.of(from.name())) {
        joint = withDefault(joint, value.number());
      }
      for (YamlNode setting : settings.of(from.name())) {
        joint = overridden(joint, setting);
      }
      requirePoseInside(joint, pose);
      joints.add(joint);
    }
    return joints;
  }

  /** A joint without a limit of its own has that of its drives together. */
  private double effortMax(ModelJoint joint) {
    double drives =
        model.actuators().stream()
            .filter(a -> a.joint().equals(joint.name()))
            .mapToDouble(ModelActuator::effortMax)
            .sum();
    return Math.min(joint.effortMax(), drives > 0 ? drives : Double.POSITIVE_INFINITY);
  }

  private double[] startPositions(YamlNode pose) {
    YamlNode keyframe = pose == null ? null : pose.optional("keyframe").orElse(null);
    if (keyframe == null) {
      return model.joints().stream().mapToDouble(ModelJoint::zeroPosition).toArray();
    }
    double[] positions = model.keyframes().get(keyframe.string());
    if (positions == null) {
      throw keyframe
          .error()
          .summary("the model has no such keyframe")
          .expected(
              model.keyframes().isEmpty()
                  ? "positions by joint, as the model has no keyframes"
                  : "one of " + String.join(", ", model.keyframes().keySet()))
          .found(keyframe.shown())
          .build();
    }
    return positions;
  }

  private static Joint withDefault(Joint j, double position) {
    return new Joint(
        j.name(),
        j.index(),
        j.kind(),
        j.positionMin(),
        j.positionMax(),
        j.velocityMax(),
        j.effortMax(),
        position,
        j.armature());
  }

  private static Joint overridden(Joint j, YamlNode setting) {
    double[] range = {j.positionMin(), j.positionMax()};
    setting.optional("position").ifPresent(node -> Limits.range(node, range));
    return new Joint(
        j.name(),
        j.index(),
        j.kind(),
        range[0],
        range[1],
        Limits.limit(setting, "velocity", j.velocityMax()),
        Limits.limit(setting, "effort", j.effortMax()),
        j.defaultPosition(),
        armature(setting, j.armature()));
  }

  private static double armature(YamlNode setting, double before) {
    YamlNode node = setting.optional("armature").orElse(null);
    if (node == null) {
      return before;
    }
    double armature = node.number();
    if (armature < 0) {
      throw node.error().expected("an inertia >= 0").found(node.shown()).build();
    }
    return armature;
  }

  private void requirePoseInside(Joint joint, YamlNode pose) {
    // A keyframe may be rounded; what lies outside by more is a mistake.
    double tolerance = 1e-3;
    double position = joint.defaultPosition();
    if (position < joint.positionMin() - tolerance || position > joint.positionMax() + tolerance) {
      throw (pose == null ? yaml.error().key("default_pose") : pose.error())
          .summary("joint \"" + joint.name() + "\" starts outside its limits")
          .expected("a position from " + joint.positionMin() + " to " + joint.positionMax())
          .found("" + position)
          .remedy("give the joint a position in default_pose, or name a keyframe there")
          .build();
    }
  }

  private List<Actuator> actuators(List<Joint> joints) {
    List<String> names = model.actuators().stream().map(ModelActuator::name).toList();
    List<String> jointNames = joints.stream().map(Joint::name).toList();
    NamePatterns settings =
        new NamePatterns("actuator", yaml.optional("actuators").orElse(null), "", names);
    NamePatterns ofJoints =
        new NamePatterns("joint", yaml.optional("joints").orElse(null), "", jointNames);
    List<Actuator> actuators = new ArrayList<>();
    for (ModelActuator from : model.actuators()) {
      int jointIndex = jointNames.indexOf(from.joint());
      Joint joint = jointIndex < 0 ? null : joints.get(jointIndex);
      List<YamlNode> own = settings.of(from.name());
      List<YamlNode> jointOwn = joint == null ? List.of() : ofJoints.of(joint.name());
      actuators.add(ActuatorSettings.apply(from, actuators.size(), joint, own, jointOwn));
    }
    return actuators;
  }
}

package io.escapement.controller.estimation;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.estimation.FootSettings.ContactInput;
import io.escapement.controller.kinematics.Chain;
import io.escapement.controller.kinematics.KinematicTree;
import io.escapement.controller.kinematics.Pose;
import io.escapement.controller.kinematics.TreeBody;
import io.escapement.controller.kinematics.TreeFrame;
import io.escapement.controller.kinematics.TreeFrame.Kind;
import io.escapement.controller.kinematics.TreeJoint;
import io.escapement.controller.kinematics.Vector3;
import io.escapement.controller.robot.KinematicTreeReader;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SensorRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the key {@code estimation} against the robot's model. */
final class EstimationReader {

  private static final String EFFORT = "effort";

  private final YamlNode yaml;
  private final RobotModel robot;
  private final KinematicTree tree;

  EstimationReader(YamlNode yaml, RobotModel robot, FileSource files) {
    this.yaml = yaml;
    this.robot = robot;
    demandNoSecondWriter();
    if (!robot.floatingBase()) {
      throw yaml.error()
          .summary("a legged robot's base floats, and this robot's is fixed")
          .remedy("take the key out; a fixed base has no velocity")
          .build();
    }
    this.tree = KinematicTreeReader.read(robot, files);
  }

  private void demandNoSecondWriter() {
    robot
        .role(SensorRole.BASE_LINEAR_VELOCITY)
        .ifPresent(
            role -> {
              throw yaml.error()
                  .summary(
                      "the sensor base_linear_velocity and the estimation both give "
                          + LeggedStateEstimator.velocityChannel(robot.name()))
                  .remedy("take one of them out: sensors.base_linear_velocity, or estimation")
                  .build();
            });
  }

  EstimationSettings settings() {
    TreeFrame base = base();
    Pose unit = new UnitMounting(yaml, robot, tree, base.body()).inBase();
    List<FootSettings> feet = new ArrayList<>();
    for (YamlNode.Member member : yaml.get("feet").members()) {
      feet.add(foot(member, base, unit));
    }
    return new EstimationSettings(
        robot.name(),
        robot.joints().size(),
        feet,
        unit.inverse(),
        yaml.optional("frame").map(n -> n.string().equals("base")).orElse(false),
        contact(),
        noise(),
        yaml.optional("slip_gate")
            .map(YamlNode::positive)
            .orElse(EstimationSettings.DEFAULT_SLIP_GATE),
        yaml.optional("hold").map(YamlNode::durationNs).orElse(EstimationSettings.DEFAULT_HOLD_NS));
  }

  private TreeFrame base() {
    return tree.frame(Kind.BODY, robot.baseBody())
        .filter(frame -> !frame.name().isEmpty())
        .orElseThrow(
            () ->
                yaml.error()
                    .summary("the model's base has no name")
                    .remedy("name the body that carries the free joint in the model")
                    .build());
  }

  private FootSettings foot(YamlNode.Member member, TreeFrame base, Pose unit) {
    YamlNode node = member.value();
    TreeFrame frame = frame(member);
    Vector3 offset =
        node.optional("offset").map(n -> Vector3.of(n.doubles(3))).orElse(Vector3.ZERO);
    List<TreeBody> path =
        tree.path(base.body(), frame.body())
            .orElseThrow(
                () ->
                    node.error()
                        .summary("the base does not carry \"" + frame.name() + '"')
                        .expected("a part of the robot under " + robot.baseBody())
                        .build());
    demandJoints(node, frame, path);
    Chain chain =
        Chain.of(unit, path, frame.placement().times(Pose.at(offset)), robot.jointNames());
    double radius = node.optional("radius").map(YamlNode::number).orElse(ownRadius(frame));
    return new FootSettings(member.key(), chain, radius, contact(member));
  }

  /** A site's size is how it is drawn; only a geometry touches the ground. */
  private static double ownRadius(TreeFrame frame) {
    return frame.kind() == Kind.GEOM ? frame.radius() : 0;
  }

  private void demandJoints(YamlNode node, TreeFrame frame, List<TreeBody> path) {
    List<TreeJoint> joints = path.stream().flatMap(body -> body.joints().stream()).toList();
    if (joints.isEmpty()) {
      throw node.error()
          .summary('"' + frame.name() + "\" does not move against the base")
          .expected("a foot at the end of a leg with joints")
          .build();
    }
  }

  private TreeFrame frame(YamlNode.Member member) {
    for (Kind kind : Kind.values()) {
      Optional<YamlNode> name = member.value().optional(kind.name().toLowerCase(Locale.ROOT));
      if (name.isPresent()) {
        return named(tree, kind, name.get());
      }
    }
    throw ConfigurationException.at(member.keyOrigin())
        .key(member.value().keyPath())
        .expected("where the foot is: {geom: NAME}, {site: NAME} or {body: NAME}")
        .found(member.value().shown())
        .build();
  }

  static TreeFrame named(KinematicTree tree, Kind kind, YamlNode name) {
    return tree.frame(kind, name.string())
        .orElseThrow(
            () ->
                name.error()
                    .summary(
                        "the model has no "
                            + kind.name().toLowerCase(Locale.ROOT)
                            + " \""
                            + name.string()
                            + "\" whose place is known")
                    .remedy(NearestNames.remedy(name.string(), tree.names(kind)))
                    .build());
  }

  /** The sensor that a foot names, or that has its name; null for none. */
  private ContactInput contact(YamlNode.Member foot) {
    YamlNode named = foot.value().optional("contact").orElse(null);
    String wanted = named == null ? foot.key() : named.string();
    if (named != null && wanted.equals(EFFORT)) {
      return null;
    }
    List<String> known = new ArrayList<>();
    for (SensorRole role : robot.roles()) {
      boolean feet = role.name().equals(SensorRole.CONTACTS);
      boolean extra = role.name().startsWith("extra.") && role.dimension() == 1;
      List<String> labels =
          feet
              ? role.labels()
              : extra ? List.of(role.name().substring("extra.".length())) : List.of();
      int element = labels.indexOf(wanted);
      if (element >= 0 && (feet || named != null)) {
        String channel = robot.name() + "/sensors/" + (feet ? SensorRole.CONTACTS : wanted);
        return new ContactInput(channel, role.dimension(), element);
      }
      known.addAll(labels);
    }
    if (named == null) {
      return null;
    }
    known.add(EFFORT);
    throw named
        .error()
        .summary("there is no contact sensor \"" + wanted + "\"")
        .expected(
            "a foot under sensors.contacts, a sensor of one number under sensors.extra, or effort")
        .remedy(NearestNames.remedy(wanted, known))
        .build();
  }

  private ContactSettings contact() {
    ContactSettings usual = ContactSettings.DEFAULT;
    double touch = number("contact.touch_n", usual.touchN());
    double release = number("contact.release_n", Math.min(usual.releaseN(), touch / 2));
    if (release >= touch) {
      throw yaml.get("contact")
          .error()
          .expected("release_n less than touch_n")
          .found(release + " and " + touch)
          .build();
    }
    return new ContactSettings(
        touch,
        release,
        duration("contact.filter", usual.filterNs()),
        duration("contact.settle", usual.settleNs()));
  }

  private EstimationNoise noise() {
    EstimationNoise usual = EstimationNoise.DEFAULT;
    return new EstimationNoise(
        number("noise.acceleration", usual.acceleration()),
        number("noise.acceleration_bias", usual.accelerationBias()),
        number("noise.foot_position", usual.footPosition()),
        number("noise.foot_velocity", usual.footVelocity()),
        number("noise.foot_velocity_vertical", usual.footVelocityVertical()),
        number("noise.foot_creep", usual.footCreep()),
        number("noise.foot_creep_vertical", usual.footCreepVertical()),
        number("noise.ground_height", usual.groundHeight()));
  }

  private double number(String path, double usual) {
    return yaml.optional(path).map(YamlNode::number).orElse(usual);
  }

  private long duration(String path, long usual) {
    return yaml.optional(path).map(YamlNode::durationNs).orElse(usual);
  }
}

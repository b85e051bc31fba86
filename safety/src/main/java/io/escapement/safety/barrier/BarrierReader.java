package io.escapement.safety.barrier;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.kinematics.Vector3;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SensorRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads barriers from a run's YAML: a mapping from names to what is kept. Names of frames are
 * checked later, by the dynamics stage, which knows them.
 */
public final class BarrierReader {

  /** Name of the schema; {@code #/$defs/near_people} is that of speed limits. */
  public static final String SCHEMA = "barriers.schema.json";

  private static final List<String> KINDS =
      List.of("keep_out", "pair", "joint", "joints", "contact_force");
  private static final String EXTRA = "extra.";
  private static final double QUIET = 0.05;

  private final RobotModel robot;

  private BarrierReader(RobotModel robot) {
    this.robot = robot;
  }

  /**
   * Reads barriers.
   *
   * @param barriers the mapping
   * @param robot the robot
   * @return settings in the order written
   * @throws ConfigurationException if the block is wrong, or names a joint or sensor that the robot
   *     lacks
   */
  public static List<BarrierSettings> barriers(YamlNode barriers, RobotModel robot) {
    SchemaCheck.of(SCHEMA).check(barriers);
    BarrierReader reader = new BarrierReader(robot);
    List<BarrierSettings> all = new ArrayList<>();
    for (YamlNode.Member member : barriers.members()) {
      all.add(reader.barrier(member.key(), member.value()));
    }
    return List.copyOf(all);
  }

  /**
   * Reads speed limits near people, which their schema has passed.
   *
   * @param nearPeople the mapping from names to limits
   * @param robot the robot
   * @return settings in the order written
   * @throws ConfigurationException if the block names a sensor that the robot lacks
   */
  public static List<SpeedLimitSettings> speedLimits(YamlNode nearPeople, RobotModel robot) {
    BarrierReader reader = new BarrierReader(robot);
    List<SpeedLimitSettings> all = new ArrayList<>();
    for (YamlNode.Member member : nearPeople.members()) {
      all.add(reader.speedLimit(member.key(), member.value()));
    }
    return List.copyOf(all);
  }

  private BarrierSettings barrier(String name, YamlNode node) {
    List<String> named = KINDS.stream().filter(node::has).toList();
    if (named.size() != 1) {
      throw node.error()
          .summary("a barrier keeps one thing")
          .expected("one of the keys " + String.join(", ", KINDS))
          .found(named.isEmpty() ? "none of them" : String.join(" and ", named))
          .build();
    }
    BarrierKind kind = kind(node, named.get(0));
    boolean joints = kind instanceof BarrierKind.JointRange || kind instanceof BarrierKind.JointSum;
    requireNone(node, !named.get(0).equals("keep_out"), "frame", "a shape goes with keep_out");
    requireNone(node, !named.get(0).equals("keep_out"), "frames", "a shape goes with keep_out");
    requireNone(node, !named.get(0).equals("keep_out"), "radius_m", "a shape goes with keep_out");
    requireNone(node, joints, "margin_m", "give the joint a tighter bound instead");
    return new BarrierSettings(name, kind, number(node, "margin_m", 0), gains(node));
  }

  private static void requireNone(YamlNode node, boolean forbidden, String key, String remedy) {
    if (forbidden && node.has(key)) {
      throw node.get(key).error().summary("this barrier has no such key").remedy(remedy).build();
    }
  }

  private static BarrierGains gains(YamlNode node) {
    BarrierGains usual = BarrierGains.DEFAULT;
    return new BarrierGains(
        number(node, "k1", usual.k1()),
        number(node, "k2", usual.k2()),
        number(node, "disturbance", usual.disturbance()),
        number(node, "soft", usual.price()));
  }

  private BarrierKind kind(YamlNode node, String key) {
    YamlNode value = node.get(key);
    return switch (key) {
      case "keep_out" -> ShapeReader.keepOut(node);
      case "pair" -> ShapeReader.pair(value);
      case "joint" -> range(value);
      case "joints" -> sum(value);
      default -> force(value);
    };
  }

  private BarrierKind range(YamlNode node) {
    String joint = known(node.get("name"), "joint", robot.jointNames());
    double lower = number(node, "lower", Double.NEGATIVE_INFINITY);
    double upper = number(node, "upper", Double.POSITIVE_INFINITY);
    if (!(lower < upper) || (Double.isInfinite(lower) && Double.isInfinite(upper))) {
      throw node.error()
          .summary("the range leaves no room, or has no end")
          .expected("lower, upper or both, lower less than upper")
          .found(lower + " and " + upper)
          .build();
    }
    return new BarrierKind.JointRange(joint, lower, upper);
  }

  private BarrierKind sum(YamlNode node) {
    List<BarrierKind.Term> terms = new ArrayList<>();
    for (YamlNode.Member member : node.get("coefficients").members()) {
      known(member.key(), member.value(), "joint", robot.jointNames());
      terms.add(new BarrierKind.Term(member.key(), member.value().number()));
    }
    return new BarrierKind.JointSum(terms, node.get("at_most").number());
  }

  private BarrierKind force(YamlNode node) {
    YamlNode sensor = node.get("sensor");
    Optional<Vector3> direction = node.optional("direction").map(ShapeReader::direction);
    int numbers = numbers(sensor);
    if (numbers != 3 && (numbers != 1 || direction.isEmpty())) {
      throw sensor
          .error()
          .summary("the sensor does not say in which direction the robot pushes")
          .expected("a sensor of three numbers, or one of one number and a direction")
          .found(sensor.shown() + ", which gives " + numbers)
          .remedy(
              numbers == 1
                  ? "add direction: [x, y, z], in world axes, in which the frame pushes"
                  : "name a force sensor")
          .build();
    }
    double max = node.get("max_n").positive();
    double quiet = number(node, "quiet_n", QUIET * max);
    return new BarrierKind.ForceLimit(
        sensor.string(),
        node.get("frame").string(),
        max,
        node.get("stiffness_n_m").positive(),
        direction,
        number(node, "sign", 1),
        quiet);
  }

  private SpeedLimitSettings speedLimit(String name, YamlNode node) {
    return new SpeedLimitSettings(
        name,
        node.get("frame").string(),
        node.get("velocity_m_s").positive(),
        number(node, "slow_down_m_s2", SpeedLimitSettings.SLOW_DOWN_M_S2),
        number(node, "power_w", Double.POSITIVE_INFINITY),
        node.optional("distance").map(this::distance));
  }

  private SpeedLimitSettings.Distance distance(YamlNode node) {
    YamlNode sensor = node.get("sensor");
    if (numbers(sensor) != 1) {
      throw sensor
          .error()
          .expected("a sensor of one number, the distance in m")
          .found(sensor.shown() + ", which gives " + numbers(sensor))
          .build();
    }
    return new SpeedLimitSettings.Distance(
        sensor.string(),
        node.get("within_m").number(),
        number(node, "rise_1_s", SpeedLimitSettings.Distance.RISE_PER_S));
  }

  /** How many numbers a sensor gives; an error if the robot has none of that name. */
  private int numbers(YamlNode sensor) {
    List<String> names =
        robot.roles().stream()
            .map(SensorRole::name)
            .filter(role -> role.startsWith(EXTRA))
            .map(role -> role.substring(EXTRA.length()))
            .toList();
    if (!names.contains(sensor.string())) {
      throw sensor
          .error()
          .summary("robot " + robot.name() + " has no sensor \"" + sensor.string() + "\"")
          .expected("a sensor under sensors.extra of the robot's file")
          .remedy(NearestNames.remedy(sensor.string(), names))
          .build();
    }
    return robot.role(EXTRA + sensor.string()).orElseThrow().dimension();
  }

  private String known(YamlNode name, String what, List<String> names) {
    known(name.string(), name, what, names);
    return name.string();
  }

  private void known(String name, YamlNode at, String what, List<String> names) {
    if (!names.contains(name)) {
      throw at.error()
          .summary("robot " + robot.name() + " has no " + what + " \"" + name + "\"")
          .remedy(NearestNames.remedy(name, names))
          .build();
    }
  }

  private static double number(YamlNode node, String key, double otherwise) {
    return node.optional(key).map(YamlNode::limit).orElse(otherwise);
  }
}

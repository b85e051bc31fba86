package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.VelocityRange;
import io.escapement.policy.importer.KnownKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code params/env.yaml}, the configuration that a training run of Isaac Lab saved: joints
 * by regular expressions, so that their order must come from elsewhere, and gains in groups of
 * actuators.
 */
final class EnvYaml {

  private static final List<String> ACTION_KEYS =
      List.of(
          "class_type",
          "asset_name",
          "debug_vis",
          "clip",
          "joint_names",
          "scale",
          "offset",
          "preserve_order",
          "use_default_offset");

  /** Actuators that apply {@code stiffness * (q_d - q) + damping * (dq_d - dq) + effort}. */
  private static final List<String> PD_ACTUATORS =
      List.of(
          "ImplicitActuator",
          "IdealPDActuator",
          "DCMotor",
          "DelayedPDActuator",
          "RemotizedPDActuator");

  private static final List<String> VELOCITY_COMMANDS =
      List.of("UniformVelocityCommand", "NormalVelocityCommand");

  private final YamlNode root;
  private final YamlNode robot;
  private final List<String> joints;
  private final List<Double> pose;

  private EnvYaml(YamlNode root, List<String> joints) {
    this.root = root;
    this.joints = joints;
    robot = root.get("scene.robot");
    Map<String, Double> positions =
        robot
            .optional("init_state.joint_pos")
            .map(node -> JointPatterns.numbers(node, joints))
            .orElse(Map.of());
    pose = joints.stream().map(joint -> positions.getOrDefault(joint, 0.0)).toList();
  }

  static EnvironmentFacts read(YamlNode root, List<String> joints, String group) {
    return new EnvYaml(root, joints).facts(group);
  }

  /** The policy's period: simulation steps of {@code sim.dt}, {@code decimation} of them. */
  static long periodNs(YamlNode root) {
    return SimulatorNumbers.nanoseconds(
        root.get("sim.dt").positive() * root.get("decimation").integer(1, 1_000_000));
  }

  private EnvironmentFacts facts(String group) {
    Map<String, Double> stiffness = new LinkedHashMap<>();
    Map<String, Double> damping = new LinkedHashMap<>();
    for (YamlNode.Member member : robot.get("actuators").members()) {
      actuators(member.value(), stiffness, damping);
    }
    List<ActionFacts> actions = actions();
    int elements = actions.stream().mapToInt(action -> action.joints().size()).sum();
    return new EnvironmentFacts(
        root,
        periodNs(root),
        root.get("decimation"),
        joints,
        pose,
        new EnvTerms(root, joints, elements).read(group),
        actions,
        stiffness,
        damping,
        velocityRange());
  }

  private void actuators(
      YamlNode group, Map<String, Double> stiffness, Map<String, Double> damping) {
    List<String> own = JointPatterns.select(group.get("joint_names_expr"), joints, false);
    String type = PythonNames.of(group.get("class_type")).name();
    if (!PD_ACTUATORS.contains(type)) {
      return;
    }
    Map<String, Double> p =
        group.optional("stiffness").map(n -> JointPatterns.numbers(n, own)).orElse(Map.of());
    Map<String, Double> d =
        group.optional("damping").map(n -> JointPatterns.numbers(n, own)).orElse(Map.of());
    stiffness.putAll(p);
    damping.putAll(d);
  }

  private List<ActionFacts> actions() {
    List<ActionFacts> actions = new ArrayList<>();
    for (YamlNode.Member member : root.get("actions").members()) {
      if (!member.value().isNull()) {
        actions.add(action(member.value()));
      }
    }
    return actions;
  }

  private ActionFacts action(YamlNode node) {
    KnownKeys.refuseOthers(node, ACTION_KEYS);
    YamlNode type = node.get("class_type");
    List<String> names =
        JointPatterns.select(
            node.get("joint_names"),
            joints,
            node.optional("preserve_order").map(YamlNode::bool).orElse(false));
    boolean toDefault = node.optional("use_default_offset").map(YamlNode::bool).orElse(false);
    ActionSpec.Type kind = ActionClasses.type(type, PythonNames.of(type).toString());
    return new ActionFacts(
        node,
        kind,
        names,
        numbers(node.optional("scale"), names, 1),
        toDefault && kind == ActionSpec.Type.JOINT_POSITION
            ? new PerElement(names.stream().map(name -> pose.get(joints.indexOf(name))).toList())
            : numbers(toDefault ? Optional.empty() : node.optional("offset"), names, 0),
        node.optional("clip").map(clip -> clip(clip, names)).orElse(Bounds.NONE));
  }

  private static PerElement numbers(Optional<YamlNode> node, List<String> names, double otherwise) {
    if (node.isEmpty()) {
      return PerElement.of(otherwise);
    }
    if (!node.get().isMapping()) {
      return PerElement.of(node.get().number());
    }
    Map<String, Double> said = JointPatterns.numbers(node.get(), names);
    return new PerElement(names.stream().map(name -> said.getOrDefault(name, otherwise)).toList());
  }

  private static Bounds clip(YamlNode node, List<String> names) {
    Map<String, YamlNode> said = JointPatterns.values(node, names);
    List<Double> low = new ArrayList<>();
    List<Double> high = new ArrayList<>();
    for (String name : names) {
      YamlNode pair = said.get(name);
      List<Double> limits = pair == null ? List.of() : pair.list(YamlNode::limit);
      if (pair != null && limits.size() != 2) {
        throw pair.error().expected("[least, greatest]").found(pair.shown()).build();
      }
      low.add(pair == null ? Double.NEGATIVE_INFINITY : limits.get(0));
      high.add(pair == null ? Double.POSITIVE_INFINITY : limits.get(1));
    }
    return new Bounds(new PerElement(low), new PerElement(high));
  }

  /** Commands are clipped to the range that they were trained in, if there is one such command. */
  private Optional<VelocityRange> velocityRange() {
    List<YamlNode> found = new ArrayList<>();
    for (YamlNode.Member member :
        root.optional("commands").map(YamlNode::members).orElse(List.of())) {
      YamlNode command = member.value();
      if (!command.isNull()
          && kind(command).equals(Optional.of("velocity"))
          && command.has("ranges")) {
        found.add(command.get("ranges"));
      }
    }
    if (found.size() != 1) {
      return Optional.empty();
    }
    List<double[]> pairs =
        List.of("lin_vel_x", "lin_vel_y", "ang_vel_z").stream()
            .map(axis -> found.get(0).get(axis).doubles(2))
            .toList();
    return Optional.of(
        new VelocityRange(
            new Bounds(
                new PerElement(pairs.stream().map(pair -> pair[0]).toList()),
                new PerElement(pairs.stream().map(pair -> pair[1]).toList()))));
  }

  /**
   * What a command is: {@code velocity} or {@code motion}; empty for all others. mjlab saves no
   * classes, but its commands have keys of their own.
   */
  static Optional<String> kind(YamlNode command) {
    Optional<String> type = command.optional("class_type").map(node -> PythonNames.of(node).name());
    boolean velocity =
        type.map(VELOCITY_COMMANDS::contains)
            .orElseGet(
                () ->
                    command.has("ranges.lin_vel_x")
                        && command.has("ranges.lin_vel_y")
                        && command.has("ranges.ang_vel_z"));
    boolean motion =
        type.map(name -> name.equals("MotionCommand"))
            .orElseGet(() -> command.has("motion_file") && command.has("anchor_body_name"));
    return velocity ? Optional.of("velocity") : motion ? Optional.of("motion") : Optional.empty();
  }
}

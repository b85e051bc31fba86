package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.importer.KnownKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code params/env.yaml} as mjlab saves it: no classes, and the physics' step elsewhere. */
final class MjlabEnvYaml {

  private static final List<String> ACTION_KEYS =
      List.of(
          "asset_name",
          "entity_name",
          "class_type",
          "actuator_names",
          "joint_names",
          "debug_vis",
          "clip",
          "scale",
          "offset",
          "preserve_order",
          "use_default_offset");

  private final YamlNode root;
  private final YamlNode robot;
  private final List<String> joints;
  private final List<Double> pose;

  private MjlabEnvYaml(YamlNode root, List<String> joints) {
    this.root = root;
    this.joints = joints;
    robot = root.get("scene.entities.robot");
    Map<String, Double> positions =
        robot
            .optional("init_state.joint_pos")
            .map(node -> JointPatterns.numbers(node, joints))
            .orElse(Map.of());
    pose = joints.stream().map(joint -> positions.getOrDefault(joint, 0.0)).toList();
  }

  static EnvironmentFacts read(
      YamlNode root, List<String> joints, List<String> actionJoints, String group) {
    return new MjlabEnvYaml(root, joints).facts(actionJoints, group);
  }

  private EnvironmentFacts facts(List<String> actionJoints, String group) {
    Map<String, Double> stiffness = new LinkedHashMap<>();
    Map<String, Double> damping = new LinkedHashMap<>();
    for (YamlNode actuator : actuators()) {
      gains(actuator, stiffness, damping);
    }
    double step = root.get("sim.mujoco.timestep").positive();
    return new EnvironmentFacts(
        root,
        SimulatorNumbers.nanoseconds(step * root.get("decimation").integer(1, 1_000_000)),
        root.get("decimation"),
        joints,
        pose,
        new EnvTerms(root, joints, actionJoints.size()).read(group),
        List.of(action(actionJoints)),
        stiffness,
        damping,
        Optional.empty());
  }

  private List<YamlNode> actuators() {
    return robot.optional("articulation.actuators").map(YamlNode::items).orElse(List.of());
  }

  private void gains(
      YamlNode actuator, Map<String, Double> stiffness, Map<String, Double> damping) {
    Optional<YamlNode> names =
        actuator.optional("target_names_expr").or(() -> actuator.optional("joint_names_expr"));
    if (names.isEmpty() || !actuator.has("stiffness") || !actuator.has("damping")) {
      return;
    }
    for (String joint : JointPatterns.select(names.get(), joints, false)) {
      stiffness.put(joint, actuator.get("stiffness").number());
      damping.put(joint, actuator.get("damping").number());
    }
  }

  private ActionFacts action(List<String> names) {
    List<YamlNode.Member> some =
        root.get("actions").members().stream().filter(m -> !m.value().isNull()).toList();
    if (some.size() != 1 || !some.get(0).key().equals("joint_pos")) {
      throw root.get("actions")
          .error()
          .expected("the one action joint_pos, as the exporter demands")
          .found(String.join(", ", root.get("actions").keys()))
          .build();
    }
    YamlNode node = some.get(0).value();
    KnownKeys.refuseOthers(node, ACTION_KEYS);
    if (node.has("clip")) {
      throw node.get("clip").error().summary("a clip of the action is not understood").build();
    }
    boolean toDefault = node.optional("use_default_offset").map(YamlNode::bool).orElse(false);
    return new ActionFacts(
        node,
        ActionSpec.Type.JOINT_POSITION,
        names,
        numbers(node.optional("scale"), names, 1),
        toDefault
            ? new PerElement(names.stream().map(name -> pose.get(joints.indexOf(name))).toList())
            : numbers(node.optional("offset"), names, 0),
        Bounds.NONE);
  }

  private static PerElement numbers(Optional<YamlNode> node, List<String> names, double otherwise) {
    if (node.isEmpty() || !node.get().isMapping()) {
      return PerElement.of(node.map(YamlNode::number).orElse(otherwise));
    }
    Map<String, Double> said = JointPatterns.numbers(node.get(), names);
    return new PerElement(names.stream().map(name -> said.getOrDefault(name, otherwise)).toList());
  }
}

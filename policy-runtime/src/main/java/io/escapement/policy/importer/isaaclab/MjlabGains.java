package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.Actuator;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.importer.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gains and actions of a model's metadata, joint by joint. Some releases of mjlab wrote gains in
 * the order of the simulator's actuators while {@code joint_names} are in the order of its joints,
 * and the file does not say which: where the order matters, the user must.
 *
 * @param stiffness by joint, Nm/rad (N/m)
 * @param damping by joint, Nm s/rad (N s/m)
 * @param actionJoints the joints in the order of the model's actions
 */
record MjlabGains(
    Map<String, Double> stiffness, Map<String, Double> damping, List<String> actionJoints) {

  /** How the orders of gains are called. */
  private enum Order {
    JOINT,
    ACTUATOR
  }

  MjlabGains {
    stiffness = Map.copyOf(stiffness);
    damping = Map.copyOf(damping);
    actionJoints = List.copyOf(actionJoints);
  }

  /**
   * Reads the gains.
   *
   * @param root the metadata
   * @param joints its joints
   * @param actions number of the model's actions
   * @param robot the robot, if it is known
   * @param findings asked for the order
   * @return the gains; empty while something is missing
   */
  static Optional<MjlabGains> read(
      YamlNode root,
      List<String> joints,
      int actions,
      Optional<RobotModel> robot,
      Findings findings) {
    return read(root, joints, actions, robot, Map.of(), Map.of(), findings);
  }

  /** The same beside an environment, whose gains by name may show the order. */
  static Optional<MjlabGains> read(
      YamlNode root,
      List<String> joints,
      int actions,
      Optional<RobotModel> robot,
      EnvironmentFacts trained,
      Findings findings) {
    return read(root, joints, actions, robot, trained.stiffness(), trained.damping(), findings);
  }

  private static Optional<MjlabGains> read(
      YamlNode root,
      List<String> joints,
      int actions,
      Optional<RobotModel> robot,
      Map<String, Double> exactStiffness,
      Map<String, Double> exactDamping,
      Findings findings) {
    Optional<List<String>> driven = driven(joints, actions, findings);
    if (driven.isEmpty()) {
      return Optional.empty();
    }
    List<Double> stiffness = SimulatorNumbers.list(root.get("joint_stiffness"), actions);
    List<Double> damping = SimulatorNumbers.list(root.get("joint_damping"), actions);
    refuseVanished(root.get("joint_stiffness"), stiffness);
    if (fits(driven.get(), stiffness, exactStiffness)
        && fits(driven.get(), damping, exactDamping)) {
      findings.inferred("gains_order", "joint", "env.yaml's gains, which fit in this order");
      return Optional.of(of(driven.get(), stiffness, damping, driven.get()));
    }
    Optional<Order> order = order(root, stiffness, damping, findings);
    if (order.isEmpty()) {
      return Optional.empty();
    }
    if (order.get() == Order.JOINT) {
      return Optional.of(of(driven.get(), stiffness, damping, driven.get()));
    }
    Optional<List<String>> actuators = actuators(driven.get(), robot, findings);
    Optional<Order> actionOrder =
        findings.ask(
            "action_order",
            "whether the model's actions are in the order of the joints or of the actuators: an"
                + " exporter that mixes the two says neither",
            "actuator",
            node -> node.oneOf(Order.class));
    if (actuators.isEmpty() || actionOrder.isEmpty()) {
      return Optional.empty();
    }
    List<String> acting = actionOrder.get() == Order.JOINT ? driven.get() : actuators.get();
    return Optional.of(of(actuators.get(), stiffness, damping, acting));
  }

  private static boolean fits(List<String> order, List<Double> rounded, Map<String, Double> exact) {
    for (int i = 0; i < order.size(); i++) {
      Double full = exact.get(order.get(i));
      if (full == null || Math.abs(full - rounded.get(i)) > MjlabMetadata.ROUNDING) {
        return false;
      }
    }
    return true;
  }

  private static MjlabGains of(
      List<String> order, List<Double> stiffness, List<Double> damping, List<String> acting) {
    Map<String, Double> p = new LinkedHashMap<>();
    Map<String, Double> d = new LinkedHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      p.put(order.get(i), stiffness.get(i));
      d.put(order.get(i), damping.get(i));
    }
    return new MjlabGains(p, d, acting);
  }

  /** The joints that have an action; all of them where there are as many. */
  private static Optional<List<String>> driven(
      List<String> joints, int actions, Findings findings) {
    if (joints.size() == actions) {
      return Optional.of(joints);
    }
    return findings.ask(
        "action_joints",
        "which "
            + actions
            + " of the "
            + joints.size()
            + " joints the model commands, in the joints' order",
        "[" + joints.get(0) + ", ...]",
        node -> named(node, joints, actions));
  }

  private static List<String> named(YamlNode node, List<String> joints, int count) {
    List<String> names = node.strings();
    if (names.size() != count
        || !joints.containsAll(names)
        || names.stream().distinct().count() != count) {
      throw node.error()
          .expected(count + " of " + String.join(", ", joints))
          .found(String.join(", ", names))
          .build();
    }
    return names;
  }

  private static Optional<Order> order(
      YamlNode root, List<Double> stiffness, List<Double> damping, Findings findings) {
    if (same(stiffness) && same(damping)) {
      return Optional.of(Order.JOINT);
    }
    if (root.has("observation_history_lengths") || root.has("observation_terms_history_length")) {
      findings.inferred(
          "gains_order",
          "joint",
          "an exporter that writes history lengths writes gains in the joints' order");
      return Optional.of(Order.JOINT);
    }
    return findings.ask(
        "gains_order",
        "whether joint_stiffness and joint_damping are in the order of joint_names or of the"
            + " simulator's actuators: releases of mjlab differ, and the file does not say",
        "joint",
        node -> node.oneOf(Order.class));
  }

  private static boolean same(List<Double> values) {
    return values.stream().distinct().count() == 1;
  }

  private static Optional<List<String>> actuators(
      List<String> driven, Optional<RobotModel> robot, Findings findings) {
    Optional<List<String>> said =
        findings.option("actuators", node -> named(node, driven, driven.size()));
    if (said.isPresent()) {
      return said;
    }
    Optional<List<String>> ofRobot =
        robot.map(
            model ->
                model.actuators().stream()
                    .filter(actuator -> actuator.jointIndex() >= 0)
                    .map((Actuator actuator) -> model.joints().get(actuator.jointIndex()).name())
                    .filter(driven::contains)
                    .toList());
    if (ofRobot.isPresent() && ofRobot.get().size() == driven.size()) {
      findings.inferred("actuators", ofRobot.get(), "the robot's actuators");
      return ofRobot;
    }
    findings.missing(
        "actuators",
        "the joints in the order of the simulator's actuators, that of the MJCF in training",
        "[" + driven.get(0) + ", ...]");
    return Optional.empty();
  }

  private static void refuseVanished(YamlNode node, List<Double> stiffness) {
    for (int i = 0; i < stiffness.size(); i++) {
      if (stiffness.get(i) == 0) {
        throw node.items()
            .get(i)
            .error()
            .summary(
                "a stiffness of 0 means nothing to a position action; rounding may have taken it")
            .remedy("put env.yaml beside the model, which says it in full")
            .build();
      }
    }
  }
}

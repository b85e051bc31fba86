package io.escapement.policy.importer.rlsar;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.importer.KnownKeys;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of a policy: those of {@code config.yaml}, and those of its robot's {@code
 * base.yaml} where the former says nothing.
 *
 * @param config the one mapping under the root of {@code config.yaml}
 * @param base the one mapping under the root of {@code base.yaml}, empty without such a file
 */
record RlSarParameters(YamlNode config, Optional<YamlNode> base) {

  private static final List<String> KEYS =
      List.of(
          "dt",
          "decimation",
          "model_name",
          "num_observations",
          "observations",
          "observations_history",
          "observations_history_priority",
          "clip_obs",
          "clip_actions_lower",
          "clip_actions_upper",
          "rl_kp",
          "rl_kd",
          "fixed_kp",
          "fixed_kd",
          "num_of_dofs",
          "action_scale",
          "wheel_indices",
          "lin_vel_scale",
          "ang_vel_scale",
          "dof_pos_scale",
          "dof_vel_scale",
          "commands_scale",
          "torque_limits",
          "default_dof_pos",
          "joint_names",
          "joint_controller_names",
          "joint_mapping",
          "motion_file",
          "waist_joint_indices");

  /** Refuses keys that are not known. */
  RlSarParameters {
    KnownKeys.refuseOthers(config, KEYS);
    base.ifPresent(node -> KnownKeys.refuseOthers(node, KEYS));
  }

  /** A parameter that must be there. */
  YamlNode get(String key) {
    return find(key).orElseGet(() -> config.get(key));
  }

  Optional<YamlNode> find(String key) {
    return config.find(key).or(() -> base.flatMap(node -> node.find(key)));
  }

  int jointCount() {
    return get("num_of_dofs").integer(1, 1000);
  }

  /**
   * The policy's joints by their places in the robot's order.
   *
   * @return one for each joint of the policy
   */
  List<Integer> mapping() {
    YamlNode node = get("joint_mapping");
    int inRobot = find("joint_names").map(names -> names.items().size()).orElse(jointCount());
    List<Integer> mapping = node.list(index -> index.integer(0, Integer.MAX_VALUE));
    boolean sound =
        mapping.size() == jointCount()
            && mapping.stream().distinct().count() == mapping.size()
            && mapping.stream().allMatch(index -> index < inRobot);
    if (!sound) {
      throw node.error()
          .summary("the mapping does not lead to one joint of the robot for each of the policy")
          .expected(jointCount() + " different numbers (num_of_dofs) of 0 to " + (inRobot - 1))
          .found(mapping.size() + " numbers, " + mapping)
          .build();
    }
    return mapping;
  }

  /**
   * A list with one number for each joint, in the policy's order. In {@code base.yaml} such a list
   * is in that file's order, which may be another one.
   */
  List<Double> perJoint(String key) {
    YamlNode node = get(key);
    boolean fromBase = config.find(key).isEmpty();
    Optional<YamlNode> order = base.flatMap(one -> one.find("joint_mapping"));
    if (fromBase && order.isPresent() && !integers(order.get()).equals(mapping())) {
      throw node.error()
          .summary("\"" + key + "\" stands in base.yaml only, whose joint_mapping is another")
          .expected("the list in config.yaml, in the order of its joint_mapping")
          .remedy("write \"" + key + "\" into " + config.origin().source())
          .build();
    }
    List<Double> numbers = node.list(YamlNode::number);
    if (numbers.size() != jointCount()) {
      throw node.error()
          .expected("a number for each joint of the policy, " + jointCount())
          .found(numbers.size() + " numbers")
          .build();
    }
    return numbers;
  }

  /** Indices into the policy's joints that are wheels. */
  List<Integer> wheels() {
    return find("wheel_indices")
        .map(node -> node.list(index -> index.integer(0, jointCount() - 1)))
        .orElse(List.of());
  }

  private static List<Integer> integers(YamlNode list) {
    return list.list(index -> index.integer(0, Integer.MAX_VALUE));
  }
}

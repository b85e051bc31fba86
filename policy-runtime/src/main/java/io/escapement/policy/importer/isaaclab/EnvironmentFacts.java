package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.VelocityRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one file says of the environment that a policy was trained in.
 *
 * @param root the file
 * @param periodNs time between two inferences, nanoseconds
 * @param periodNode where the period stands
 * @param joints the articulation's joints in its order
 * @param defaultPose positions in the order of the joints, rad or m
 * @param terms the observation's terms in order
 * @param actions the action's terms in order
 * @param stiffness gains by joint, Nm/rad (N/m); joints whose gains the file does not say are left
 *     out
 * @param damping the same, Nm s/rad (N s/m)
 * @param velocityRange trained velocity commands
 */
public record EnvironmentFacts(
    YamlNode root,
    long periodNs,
    YamlNode periodNode,
    List<String> joints,
    List<Double> defaultPose,
    List<TermFacts> terms,
    List<ActionFacts> actions,
    Map<String, Double> stiffness,
    Map<String, Double> damping,
    Optional<VelocityRange> velocityRange) {

  /**
   * Keeps copies.
   *
   * @param root the file
   * @param periodNs time between two inferences
   * @param periodNode where the period stands
   * @param joints the articulation's joints
   * @param defaultPose positions in the order of the joints
   * @param terms the observation's terms
   * @param actions the action's terms
   * @param stiffness gains by joint
   * @param damping gains by joint
   * @param velocityRange trained velocity commands
   */
  public EnvironmentFacts {
    Objects.requireNonNull(root, "root");
    Objects.requireNonNull(periodNode, "periodNode");
    joints = List.copyOf(joints);
    defaultPose = List.copyOf(defaultPose);
    terms = List.copyOf(terms);
    actions = List.copyOf(actions);
    stiffness = Map.copyOf(stiffness);
    damping = Map.copyOf(damping);
    Objects.requireNonNull(velocityRange, "velocityRange");
  }

  /**
   * The same facts with gains for joints that have none.
   *
   * @param otherStiffness gains by joint
   * @param otherDamping gains by joint
   * @return facts in which the file's own gains stand first
   */
  EnvironmentFacts withGains(Map<String, Double> otherStiffness, Map<String, Double> otherDamping) {
    Map<String, Double> p = new HashMap<>(otherStiffness);
    Map<String, Double> d = new HashMap<>(otherDamping);
    p.putAll(stiffness);
    d.putAll(damping);
    return new EnvironmentFacts(
        root, periodNs, periodNode, joints, defaultPose, terms, actions, p, d, velocityRange);
  }

  /**
   * Where the observation was described.
   *
   * @return the nearest value around its terms
   */
  YamlNode observationsNode() {
    return root.optional("observations").or(() -> root.optional("observation_names")).orElse(root);
  }

  /**
   * Where the actions were described.
   *
   * @return the nearest value around them
   */
  YamlNode actionsNode() {
    return root.optional("actions").or(() -> root.optional("action_scale")).orElse(root);
  }
}

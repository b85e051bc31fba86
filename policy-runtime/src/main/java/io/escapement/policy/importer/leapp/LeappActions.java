package io.escapement.policy.importer.leapp;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.importer.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a bundle: targets as they stand, since the graph scales and offsets them itself,
 * and gains where outputs of the kinds {@code kp} and {@code kd} give them.
 */
final class LeappActions {

  private static final Map<String, ActionSpec.Type> KINDS =
      Map.of(
          "target/joint/position", ActionSpec.Type.JOINT_POSITION,
          "target/joint/velocity", ActionSpec.Type.JOINT_VELOCITY,
          "target/joint/effort", ActionSpec.Type.JOINT_EFFORT,
          "target/joint/torques", ActionSpec.Type.JOINT_EFFORT);

  private final LeappNode node;
  private final Findings findings;
  private final LeappPort target;
  private Optional<List<String>> joints = Optional.empty();
  private Optional<PerElement> stiffness = Optional.empty();
  private Optional<PerElement> damping = Optional.empty();

  LeappActions(LeappNode node, Findings findings) {
    this.node = node;
    this.findings = findings;
    this.target = target(node);
  }

  /** The output that is the action. */
  LeappPort target() {
    return target;
  }

  /** Finds out everything, or asks for it. */
  void read(String where, Optional<byte[]> model) {
    ActionSpec.Type type = KINDS.get(target.kind());
    findings.inferred("output", target.name() + ", " + target.kind(), target.node());
    joints = target.elements();
    joints.ifPresent(names -> findings.inferred("joints", names.size() + " names", target.node()));
    if (joints.isEmpty()) {
      joints =
          findings.ask(
              "joints",
              "the joints of \"" + target.name() + "\" in order, since its elements have no names",
              "[left_hip, right_hip]",
              YamlNode::strings);
    }
    boolean effort = type == ActionSpec.Type.JOINT_EFFORT;
    stiffness =
        type == ActionSpec.Type.JOINT_POSITION
            ? gain("kp", "stiffness", where, model)
            : Optional.of(PerElement.ZERO);
    damping = effort ? Optional.of(PerElement.ZERO) : gain("kd", "damping", where, model);
  }

  /** The joints, once everything is there. */
  JointSelection joints() {
    return new JointSelection.Named(joints.orElseThrow());
  }

  /** The action, once everything is there. */
  ActionSpec action() {
    return new ActionSpec(
        KINDS.get(target.kind()),
        Optional.empty(),
        PerElement.ONE,
        Optional.of(PerElement.ZERO),
        Bounds.NONE,
        Bounds.NONE,
        stiffness.orElseThrow(),
        damping.orElseThrow());
  }

  private Optional<PerElement> gain(String kind, String key, String where, Optional<byte[]> model) {
    Optional<LeappPort> port =
        node.outputs().values().stream().filter(one -> one.kind().equals(kind)).findFirst();
    if (port.isEmpty()) {
      return findings.ask(
          key,
          "the gain of the drives, which this bundle does not give out",
          "40",
          value ->
              value.isSequence()
                  ? new PerElement(value.list(YamlNode::number))
                  : PerElement.of(value.number()));
    }
    if (!port.get().elements().equals(target.elements()) || port.get().size() != target.size()) {
      throw port.get()
          .node()
          .error()
          .summary("the gains are not those of the action's joints, in their order")
          .expected("the elements of " + target.name() + ", " + target.elements().orElse(List.of()))
          .found(port.get().elements().orElse(List.of()).toString())
          .build();
    }
    if (model.isEmpty()) {
      return Optional.empty();
    }
    Optional<PerElement> values = LeappGains.constant(where, model.get(), port.get().name());
    if (values.isEmpty()) {
      throw port.get()
          .node()
          .error()
          .summary("the model changes its gains while it runs, which a policy cannot")
          .expected("an output that is constant")
          .found("\"" + port.get().name() + "\" depends on the inputs")
          .build();
    }
    findings.inferred(
        key, values.get().values(), "the model's constant output " + port.get().name());
    return values;
  }

  private static LeappPort target(LeappNode node) {
    List<LeappPort> targets = new ArrayList<>();
    for (String result : node.results()) {
      LeappPort port = node.port(node.outputs(), result);
      boolean known = KINDS.containsKey(port.kind());
      boolean gain = port.kind().equals("kp") || port.kind().equals("kd");
      if (known) {
        targets.add(port);
      } else if (!gain && !node.feedback().containsValue(result)) {
        throw port.node()
            .error()
            .summary("nothing takes the result \"" + result + "\"")
            .expected(
                "results of the kinds "
                    + String.join(", ", KINDS.keySet().stream().sorted().toList())
                    + ", kp and kd")
            .found(port.kind().isEmpty() ? "no kind" : port.kind())
            .build();
      }
    }
    if (targets.size() != 1) {
      throw node.pipeline()
          .get("outputs")
          .error()
          .summary("a policy commands by one tensor")
          .expected("one result of a kind target/joint/...")
          .found(
              targets.isEmpty()
                  ? "none"
                  : String.join(", ", targets.stream().map(LeappPort::name).toList()))
          .build();
    }
    if (targets.get(0).temporal()) {
      throw targets
          .get(0)
          .node()
          .get("element_names")
          .error()
          .summary(
              "the result is a chunk of actions, and the bundle does not say how it is executed")
          .expected("one action an inference")
          .remedy("write a policy.yaml with the key \"chunk\", which says it")
          .build();
    }
    return targets.get(0);
  }
}

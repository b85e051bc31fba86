package io.escapement.policy.importer.rlsar;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.PerElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the actions mean: clipped, then scaled, then added to the default position; a wheel's action
 * is its velocity.
 */
final class RlSarActions {

  private final RlSarParameters parameters;
  private final Function<List<Integer>, JointSelection> joints;
  private final List<Double> scale;
  private final List<Double> stiffness;
  private final List<Double> damping;
  private final List<Double> lower;
  private final List<Double> upper;

  /**
   * Creates a reader.
   *
   * @param parameters the descriptor's
   * @param joints names the policy's joints of some indices
   */
  RlSarActions(RlSarParameters parameters, Function<List<Integer>, JointSelection> joints) {
    this.parameters = parameters;
    this.joints = joints;
    scale = parameters.perJoint("action_scale");
    stiffness = parameters.perJoint("rl_kp");
    damping = parameters.perJoint("rl_kd");
    // The tool clips only if both are there.
    boolean clips = given("clip_actions_lower") && given("clip_actions_upper");
    lower = clips ? parameters.perJoint("clip_actions_lower") : List.of();
    upper = clips ? parameters.perJoint("clip_actions_upper") : List.of();
  }

  private boolean given(String key) {
    return parameters.find(key).map(node -> !node.items().isEmpty()).orElse(false);
  }

  /**
   * Reads them.
   *
   * @return in the policy's order, neighbours of a kind together
   */
  List<ActionSpec> read() {
    List<Integer> wheels = parameters.wheels();
    if (wheels.isEmpty()) {
      return List.of(action(all(), false, Optional.empty()));
    }
    refuseStiffWheels(wheels);
    List<ActionSpec> actions = new ArrayList<>();
    List<Integer> group = new ArrayList<>();
    for (int joint : all()) {
      if (!group.isEmpty() && wheels.contains(group.get(0)) != wheels.contains(joint)) {
        actions.add(group(group, wheels));
        group = new ArrayList<>();
      }
      group.add(joint);
    }
    actions.add(group(group, wheels));
    return actions;
  }

  private ActionSpec group(List<Integer> group, List<Integer> wheels) {
    return action(group, wheels.contains(group.get(0)), Optional.of(joints.apply(group)));
  }

  private List<Integer> all() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < parameters.jointCount(); i++) {
      all.add(i);
    }
    return all;
  }

  private ActionSpec action(
      List<Integer> group, boolean wheels, Optional<JointSelection> selection) {
    return new ActionSpec(
        wheels ? ActionSpec.Type.JOINT_VELOCITY : ActionSpec.Type.JOINT_POSITION,
        selection,
        of(scale, group),
        wheels ? Optional.of(PerElement.ZERO) : Optional.empty(),
        lower.isEmpty() ? Bounds.NONE : new Bounds(of(lower, group), of(upper, group)),
        Bounds.NONE,
        wheels ? PerElement.ZERO : of(stiffness, group),
        of(damping, group));
  }

  private void refuseStiffWheels(List<Integer> wheels) {
    YamlNode gains = parameters.get("rl_kp");
    for (int wheel : wheels) {
      if (stiffness.get(wheel) != 0) {
        throw gains
            .items()
            .get(wheel)
            .error()
            .summary("a wheel with a stiffness is held at its default position, and cannot turn")
            .expected("0 for the joints of wheel_indices " + wheels)
            .found(Double.toString(stiffness.get(wheel)))
            .build();
      }
    }
  }

  private static PerElement of(List<Double> numbers, List<Integer> group) {
    return new PerElement(group.stream().map(numbers::get).toList());
  }
}

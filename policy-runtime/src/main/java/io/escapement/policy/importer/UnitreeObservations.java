package io.escapement.policy.importer;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The observation terms of a {@code deploy.yaml}: each with its frames oldest first, stacked by
 * term unless {@code use_gym_history} stacks them by time, and clipped before the scale unless
 * {@code scale_first} says otherwise.
 *
 * @param terms in order
 */
record UnitreeObservations(List<ObservationSpec> terms) {

  private static final Map<String, String> TERMS =
      Map.of(
          "base_lin_vel", "base_linear_velocity",
          "base_ang_vel", "base_angular_velocity",
          "projected_gravity", "projected_gravity",
          "velocity_commands", "velocity_command",
          "joint_pos_rel", "joint_position",
          "joint_vel_rel", "joint_velocity",
          "last_action", "previous_action",
          "gait_phase", "phase_clock");

  static UnitreeObservations of(YamlNode root, List<Integer> motors, Map<String, Place> places) {
    YamlNode group = root.get("observations");
    boolean scaleFirst = flag(group, "scale_first");
    boolean byTime = flag(group, "use_gym_history");
    List<ObservationSpec> terms = new ArrayList<>();
    for (YamlNode.Member member : group.members()) {
      if (member.key().equals("scale_first") || member.key().equals("use_gym_history")) {
        continue;
      }
      places.put("observations[" + terms.size() + "]", Place.of(member.value()));
      terms.add(term(root, member.key(), member.value(), motors, scaleFirst, byTime));
    }
    return new UnitreeObservations(terms);
  }

  /** Each term's share of the observation. */
  List<ObservationSize.Part> sizes(int joints, int actions) {
    return terms.stream()
        .map(
            spec ->
                new ObservationSize.Part(
                    spec.term(),
                    switch (spec.term()) {
                      case "joint_position", "joint_velocity" ->
                          spec.joints().map(own -> own.count().orElseThrow()).orElse(joints);
                      case "previous_action" -> actions;
                      case "phase_clock" -> 2;
                      default -> 3;
                    },
                    spec.history().length()))
        .toList();
  }

  private static boolean flag(YamlNode group, String key) {
    return group.optional(key).map(YamlNode::bool).orElse(false);
  }

  private static ObservationSpec term(
      YamlNode root,
      String name,
      YamlNode node,
      List<Integer> motors,
      boolean scaleFirst,
      boolean byTime) {
    String term = TERMS.get(name);
    if (term == null) {
      throw node.error()
          .summary("this importer does not know the observation \"" + name + "\"")
          .remedy(NearestNames.remedy(name, TERMS.keySet()))
          .build();
    }
    KnownKeys.refuseOthers(node, List.of("params", "clip", "scale", "history_length"));
    Bounds clip =
        node.optional("clip")
            .map(pair -> pair.doubles(2))
            .map(pair -> new Bounds(PerElement.of(pair[0]), PerElement.of(pair[1])))
            .orElse(Bounds.NONE);
    Conditioning conditioning =
        new Conditioning(
            node.optional("scale").map(UnitreeObservations::scale).orElse(PerElement.ONE),
            PerElement.ZERO,
            scaleFirst ? Bounds.NONE : clip,
            scaleFirst ? clip : Bounds.NONE);
    int length = node.optional("history_length").map(n -> n.integer(1, 10_000)).orElse(1);
    History history =
        length == 1
            ? History.NONE
            : new History(
                length,
                History.Order.OLDEST_FIRST,
                byTime ? History.Stacking.BY_TIME : History.Stacking.BY_TERM);
    return new ObservationSpec(
        term,
        term.equals("phase_clock") ? clock(root, node) : Map.of(),
        joints(node, motors),
        conditioning,
        history);
  }

  private static PerElement scale(YamlNode node) {
    return node.isSequence()
        ? new PerElement(node.list(YamlNode::number))
        : PerElement.of(node.number());
  }

  /** The tool's phase has moved on by one step when it is first observed. */
  private static Map<String, String> clock(YamlNode root, YamlNode node) {
    double periodS = node.get("params.period").positive();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("frequency_hz", Double.toString(1 / periodS));
    parameters.put("offset_cycles", Double.toString(root.get("step_dt").positive() / periodS));
    return parameters;
  }

  private static Optional<JointSelection> joints(YamlNode node, List<Integer> motors) {
    YamlNode asset = node.optional("params.asset_cfg").orElse(null);
    return asset == null
        ? Optional.empty()
        : UnitreeKeys.jointIds(asset, motors).map(JointSelection.OfActuators::new);
  }
}

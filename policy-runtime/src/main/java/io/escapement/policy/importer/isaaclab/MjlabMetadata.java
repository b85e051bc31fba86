package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.KnownKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what mjlab and BeyondMimic write into a model's metadata: joints, gains, default pose and
 * scale of the action, rounded to three decimals, and the names of the observation's terms. Which
 * function a term calls is not said: the names are those that both tools use in their own tasks.
 */
final class MjlabMetadata {

  /** How far a number that was rounded to three decimals may be from its own. */
  static final double ROUNDING = 0.00051;

  /** Entries that every exporter of this kind writes. */
  static final List<String> REQUIRED =
      List.of(
          "joint_names",
          "joint_stiffness",
          "joint_damping",
          "default_joint_pos",
          "observation_names",
          "action_scale");

  private static final List<String> KNOWN =
      List.of(
          "run_path",
          "joint_names",
          "joint_stiffness",
          "joint_damping",
          "default_joint_pos",
          "command_names",
          "observation_names",
          "observation_history_lengths",
          "observation_terms_scale",
          "observation_terms_flatten_history_dim",
          "observation_terms_history_length",
          "observation_terms_clip",
          "action_scale",
          "anchor_body_name",
          "body_names");

  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("joint_pos", "joint_pos_rel"),
          Map.entry("joint_vel", "joint_vel_rel"),
          Map.entry("actions", "last_action"),
          Map.entry("command", "generated_commands"),
          Map.entry("velocity_commands", "generated_commands"));

  private static final List<String> VELOCITY_COMMANDS = List.of("twist", "base_velocity");

  private final YamlNode root;
  private final int actions;
  private final boolean tracking;
  private final Findings findings;
  private final List<String> joints;

  /**
   * Begins.
   *
   * @param root the metadata
   * @param actions number of the model's actions
   * @param tracking whether the model holds a reference motion
   * @param findings asked for what the metadata does not say
   */
  MjlabMetadata(YamlNode root, int actions, boolean tracking, Findings findings) {
    this.root = root;
    this.actions = actions;
    this.tracking = tracking;
    this.findings = findings;
    KnownKeys.refuseOthers(root, KNOWN);
    joints = root.get("joint_names").strings();
  }

  List<String> joints() {
    return joints;
  }

  List<Double> defaultPose() {
    return SimulatorNumbers.list(root.get("default_joint_pos"), joints.size());
  }

  List<String> termNames() {
    return root.get("observation_names").strings();
  }

  /** One number for all actions, or one for each. */
  PerElement actionScale() {
    List<Double> scale = root.get("action_scale").list(YamlNode::number);
    if (scale.size() != 1 && scale.size() != actions) {
      throw root.get("action_scale")
          .error()
          .expected(actions + " numbers, as many as the model has actions")
          .found(scale.size() + " numbers")
          .build();
    }
    return new PerElement(scale);
  }

  List<TermFacts> terms() {
    List<String> names = termNames();
    List<Integer> frames = frames(names);
    List<TermFacts> terms = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      YamlNode node = root.get("observation_names").items().get(i);
      String function = FUNCTIONS.getOrDefault(names.get(i), names.get(i));
      Map<String, String> details = new HashMap<>();
      if (function.equals("generated_commands")) {
        command().ifPresent(kind -> details.put(TermFacts.COMMAND, kind));
      }
      terms.add(
          new TermFacts(
              node,
              names.get(i),
              "mjlab.envs.mdp",
              function,
              size(function, details),
              Optional.empty(),
              conditioning(i),
              history(frames.get(i)),
              details));
    }
    return terms;
  }

  private static History history(int frames) {
    return frames <= 1
        ? History.NONE
        : new History(frames, History.Order.OLDEST_FIRST, History.Stacking.BY_TERM);
  }

  private List<Integer> frames(List<String> names) {
    Optional<YamlNode> node =
        root.optional("observation_history_lengths")
            .or(() -> root.optional("observation_terms_history_length"));
    if (node.isEmpty()) {
      return findings
          .option("history_lengths", said -> said.list(one -> one.integer(1, 10_000)))
          .orElseGet(() -> names.stream().map(name -> 1).toList());
    }
    root.optional("observation_terms_flatten_history_dim")
        .ifPresent(flat -> flat.items().forEach(MjlabMetadata::refuseUnflattened));
    List<Integer> frames = node.get().list(one -> (int) Math.round(one.number()));
    if (frames.size() != names.size()) {
      throw node.get()
          .error()
          .expected(names.size() + " lengths, one for each term")
          .found(frames.size() + " lengths")
          .build();
    }
    return frames;
  }

  private static void refuseUnflattened(YamlNode flat) {
    if (flat.string().startsWith("0") || flat.string().equals("False")) {
      throw flat.error().summary("a history with a dimension of its own is not understood").build();
    }
  }

  private Conditioning conditioning(int term) {
    PerElement scale =
        root.optional("observation_terms_scale")
            .map(all -> all.items().get(term))
            .map(
                one ->
                    one.isSequence()
                        ? new PerElement(one.list(YamlNode::number))
                        : PerElement.of(one.number()))
            .orElse(PerElement.ONE);
    Bounds clip =
        root.optional("observation_terms_clip")
            .map(all -> all.items().get(term).list(YamlNode::limit))
            .map(pair -> new Bounds(PerElement.of(pair.get(0)), PerElement.of(pair.get(1))))
            .orElse(Bounds.NONE);
    return new Conditioning(scale, PerElement.ZERO, clip, Bounds.NONE);
  }

  private Optional<Integer> size(String function, Map<String, String> details) {
    return switch (function) {
      case "joint_pos_rel", "joint_vel_rel" -> Optional.of(joints.size());
      case "last_action" -> Optional.of(actions);
      case "base_lin_vel", "base_ang_vel", "projected_gravity", "motion_anchor_pos_b" ->
          Optional.of(3);
      case "motion_anchor_ori_b" -> Optional.of(6);
      case "generated_commands" ->
          switch (details.getOrDefault(TermFacts.COMMAND, "")) {
            case "velocity" -> Optional.of(3);
            case "motion" -> Optional.of(2 * joints.size());
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  /** The task's own names of its commands say what they are. */
  private Optional<String> command() {
    List<String> names = root.optional("command_names").map(YamlNode::strings).orElse(List.of());
    if (tracking && names.equals(List.of("motion"))) {
      return Optional.of("motion");
    }
    return names.size() == 1 && VELOCITY_COMMANDS.contains(names.get(0))
        ? Optional.of("velocity")
        : Optional.empty();
  }

  /** Facts without an environment: the period must be said, and gains whose order is clear. */
  EnvironmentFacts alone(long periodNs, YamlNode periodNode, MjlabGains gains) {
    List<Double> pose = defaultPose();
    Map<String, Double> stiffness = new LinkedHashMap<>(gains.stiffness());
    Map<String, Double> damping = new LinkedHashMap<>(gains.damping());
    PerElement offset =
        new PerElement(
            gains.actionJoints().stream().map(joint -> pose.get(joints.indexOf(joint))).toList());
    return new EnvironmentFacts(
        root,
        periodNs,
        periodNode,
        joints,
        pose,
        terms(),
        List.of(
            new ActionFacts(
                root.get("action_scale"),
                ActionSpec.Type.JOINT_POSITION,
                gains.actionJoints(),
                actionScale(),
                offset,
                Bounds.NONE)),
        stiffness,
        damping,
        Optional.empty());
  }
}

package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.History;
import io.escapement.policy.importer.KnownKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the observation terms of {@code env.yaml}; noise is a matter of training. */
final class EnvTerms {

  private static final List<String> GROUP_KEYS =
      List.of(
          "concatenate_terms",
          "concatenate_dim",
          "enable_corruption",
          "history_length",
          "flatten_history_dim");

  private static final List<String> TERM_KEYS =
      List.of(
          "func",
          "params",
          "modifiers",
          "noise",
          "clip",
          "scale",
          "history_length",
          "flatten_history_dim");

  private static final List<String> PARAMETERS =
      List.of(
          "asset_cfg", "sensor_cfg", "command_name", "action_name", "make_quat_unique", "offset");

  private static final List<String> OF_JOINTS =
      List.of("joint_pos_rel", "joint_vel_rel", "joint_pos", "joint_vel", "joint_effort");

  private static final List<String> OF_ORIENTATION = List.of("root_quat_w", "imu_orientation");

  private final YamlNode root;
  private final List<String> joints;
  private final int actions;

  EnvTerms(YamlNode root, List<String> joints, int actions) {
    this.root = root;
    this.joints = joints;
    this.actions = actions;
  }

  List<TermFacts> read(String name) {
    YamlNode groups = root.get("observations");
    YamlNode group = groups.find(name).filter(node -> !node.isNull()).orElse(null);
    if (group == null) {
      throw groups
          .error()
          .summary("there is no group of observations \"" + name + "\"")
          .found(String.join(", ", groups.keys()))
          .remedy("say which one the policy sees: with: {group: ...}")
          .build();
    }
    refuse(group, "concatenate_terms", "true");
    refuse(group, "concatenate_dim", "-1");
    Optional<YamlNode> frames = group.optional("history_length");
    List<TermFacts> terms = new ArrayList<>();
    for (YamlNode.Member member : group.members()) {
      if (!GROUP_KEYS.contains(member.key()) && !member.value().isNull()) {
        terms.add(term(member.key(), member.value(), frames, group));
      }
    }
    return terms;
  }

  private static void refuse(YamlNode group, String key, String expected) {
    YamlNode node = group.optional(key).orElse(null);
    if (node != null && !node.string().equals(expected)) {
      throw node.error()
          .summary("only terms that are joined to one vector are understood")
          .expected(expected)
          .found(node.shown())
          .build();
    }
  }

  private TermFacts term(String name, YamlNode node, Optional<YamlNode> frames, YamlNode group) {
    KnownKeys.refuseOthers(node, TERM_KEYS);
    TermOverloads.refuseModifiers(node.optional("modifiers"));
    PythonNames function = PythonNames.of(node.get("func"));
    History history =
        frames.isPresent()
            ? TermOverloads.history(frames, group.optional("flatten_history_dim"))
            : TermOverloads.history(
                node.optional("history_length"), node.optional("flatten_history_dim"));
    Optional<YamlNode> params = node.optional("params");
    boolean known = TermRules.knows(function);
    if (known && params.isPresent()) {
      KnownKeys.refuseOthers(params.get(), PARAMETERS);
    }
    Optional<List<String>> own =
        known && OF_JOINTS.contains(function.name())
            ? Optional.of(
                params
                    .flatMap(node2 -> node2.optional("asset_cfg"))
                    .map(this::ofAsset)
                    .orElse(joints))
            : Optional.empty();
    Map<String, String> details =
        known ? details(function.name(), params) : Map.<String, String>of();
    return new TermFacts(
        node,
        name,
        function.module(),
        function.name(),
        known ? size(function.name(), own, details) : Optional.empty(),
        own,
        TermOverloads.conditioning(node),
        history,
        details);
  }

  private Optional<Integer> size(
      String function, Optional<List<String>> own, Map<String, String> details) {
    if (own.isPresent()) {
      return Optional.of(own.get().size());
    }
    return switch (function) {
      case "root_quat_w", "imu_orientation" -> Optional.of(4);
      case "base_pos_z" -> Optional.of(1);
      case "last_action" -> Optional.of(actions);
      case "height_scan" -> Optional.empty();
      case "generated_commands" ->
          "velocity".equals(details.get(TermFacts.COMMAND)) ? Optional.of(3) : Optional.empty();
      default -> Optional.of(3);
    };
  }

  private Map<String, String> details(String function, Optional<YamlNode> params) {
    Map<String, String> details = new HashMap<>();
    if (OF_ORIENTATION.contains(function)) {
      details.put(
          TermFacts.UNIQUE,
          params
              .flatMap(node -> node.optional("make_quat_unique"))
              .map(YamlNode::string)
              .orElse("false"));
    }
    if (function.equals("generated_commands")) {
      params
          .flatMap(node -> node.optional("command_name"))
          .flatMap(name -> root.get("commands").find(name.string()))
          .filter(command -> !command.isNull() && EnvYaml.isVelocity(command))
          .ifPresent(command -> details.put(TermFacts.COMMAND, "velocity"));
    }
    if (function.equals("last_action")) {
      params
          .flatMap(node -> node.optional("action_name"))
          .ifPresent(this::refuseOneOfSeveralActions);
    }
    return details;
  }

  private void refuseOneOfSeveralActions(YamlNode name) {
    long some =
        root.get("actions").members().stream().filter(member -> !member.value().isNull()).count();
    if (some > 1) {
      throw name.error()
          .summary("the last action of one of several terms is not understood")
          .expected("null")
          .found(name.shown())
          .build();
    }
  }

  /** The joints that a {@code SceneEntityCfg} selects, before or after it was resolved. */
  private List<String> ofAsset(YamlNode asset) {
    Optional<YamlNode> names = asset.optional("joint_names");
    boolean preserve = asset.optional("preserve_order").map(YamlNode::bool).orElse(false);
    if (names.isPresent()) {
      return JointPatterns.select(names.get(), joints, preserve);
    }
    YamlNode ids = asset.optional("joint_ids").orElse(null);
    if (ids == null || ids.tag().endsWith("builtins.slice")) {
      if (ids != null && !ids.items().stream().allMatch(YamlNode::isNull)) {
        throw ids.error()
            .summary("only the slice of all joints is understood")
            .expected("[null, null, null]")
            .remedy("write the joints' names as a list: joint_names")
            .build();
      }
      return joints;
    }
    return ids.list(id -> joints.get(id.integer(0, joints.size() - 1)));
  }
}

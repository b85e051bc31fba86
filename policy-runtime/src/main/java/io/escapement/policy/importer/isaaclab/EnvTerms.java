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
          "flatten_history_dim",
          "nan_policy",
          "nan_check_per_term");

  private static final List<String> TERM_KEYS =
      List.of(
          "func",
          "params",
          "modifiers",
          "noise",
          "clip",
          "scale",
          "history_length",
          "flatten_history_dim",
          "delay_min_lag",
          "delay_max_lag",
          "delay_per_env",
          "delay_hold_prob",
          "delay_update_period",
          "delay_per_env_phase",
          "delay_group");

  private static final List<String> PARAMETERS =
      List.of(
          "asset_cfg",
          "sensor_cfg",
          "sensor_name",
          "command_name",
          "action_name",
          "make_quat_unique",
          "offset");

  /** mjlab reads some quantities from MuJoCo's sensors. */
  private static final Map<String, String> OF_SENSOR =
      Map.of(
          "imu_lin_vel", "base_lin_vel",
          "imu_ang_vel", "base_ang_vel");

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
    // mjlab keeps the terms in a mapping of their own.
    boolean nested = group.optional("terms").isPresent();
    if (nested) {
      List<String> known = new ArrayList<>(GROUP_KEYS);
      known.add("terms");
      KnownKeys.refuseOthers(group, known);
    }
    for (YamlNode.Member member : (nested ? group.get("terms") : group).members()) {
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
    PythonNames function = function(node);
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
        history.delayedBy(fixedDelay(node)),
        details);
  }

  private static PythonNames function(YamlNode node) {
    PythonNames said = PythonNames.of(node.get("func"));
    if (said.name().equals("projected_gravity_from_sensor")) {
      return new PythonNames(said.module(), "projected_gravity");
    }
    if (!said.name().equals("builtin_sensor")) {
      return said;
    }
    YamlNode sensor = node.get("params.sensor_name");
    String name = sensor.string().substring(sensor.string().lastIndexOf('/') + 1);
    return new PythonNames(said.module(), OF_SENSOR.getOrDefault(name, "builtin_sensor"));
  }

  /** A delay that varies is noise of training; one that does not is part of what is seen. */
  private static int fixedDelay(YamlNode node) {
    int least = node.optional("delay_min_lag").map(lag -> lag.integer(0, 10_000)).orElse(0);
    int most = node.optional("delay_max_lag").map(lag -> lag.integer(0, 10_000)).orElse(0);
    if (least > 0 && most != least) {
      throw node.get("delay_min_lag")
          .error()
          .summary("an observation that is always late, but not always as late, is not understood")
          .expected("0, or delay_max_lag, " + most)
          .found(Integer.toString(least))
          .build();
    }
    return least;
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
      case "motion_anchor_ori_b" -> Optional.of(6);
      case "generated_commands" ->
          switch (details.getOrDefault(TermFacts.COMMAND, "")) {
            case "velocity" -> Optional.of(3);
            case "motion" -> Optional.of(2 * joints.size());
            default -> Optional.empty();
          };
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
          .filter(command -> !command.isNull())
          .flatMap(EnvYaml::kind)
          .ifPresent(kind -> details.put(TermFacts.COMMAND, kind));
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

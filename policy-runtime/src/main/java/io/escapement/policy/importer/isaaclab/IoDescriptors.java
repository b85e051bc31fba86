package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.importer.KnownKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code IO_descriptors.yaml}, in which Isaac Lab describes what a policy sees and does after
 * everything was resolved: joints by name, offsets as numbers, {@code scene.dt} as the policy's
 * period.
 */
final class IoDescriptors {

  private static final List<String> ROOT_KEYS =
      List.of("actions", "articulations", "observations", "scene");

  private static final List<String> TERM_KEYS =
      List.of(
          "name",
          "overloads",
          "extras",
          "dtype",
          "full_path",
          "mdp_type",
          "observation_type",
          "shape",
          "joint_names",
          "body_names",
          "joint_pos_offsets",
          "joint_vel_offsets");

  private static final List<String> ACTION_KEYS =
      List.of(
          "name",
          "extras",
          "full_path",
          "mdp_type",
          "action_type",
          "dtype",
          "shape",
          "joint_names",
          "scale",
          "offset",
          "clip");

  private final YamlNode root;
  private final YamlNode robot;
  private final List<String> joints;
  private final List<Double> pose;

  private IoDescriptors(YamlNode root) {
    this.root = root;
    KnownKeys.refuseOthers(root, ROOT_KEYS);
    YamlNode articulations = root.get("articulations");
    if (articulations.keys().size() != 1) {
      throw articulations
          .error()
          .expected("one articulation")
          .found(String.join(", ", articulations.keys()))
          .remedy("take the others out: a policy is for one robot")
          .build();
    }
    robot = articulations.members().get(0).value();
    joints = robot.get("joint_names").strings();
    pose = SimulatorNumbers.list(robot.get("default_joint_pos"), joints.size());
  }

  static EnvironmentFacts read(YamlNode root, String group) {
    return new IoDescriptors(root).facts(group);
  }

  private EnvironmentFacts facts(String group) {
    YamlNode dt = root.get("scene.dt");
    double steps =
        root.get("scene.physics_dt").positive() * root.get("scene.decimation").positive();
    if (Math.abs(dt.positive() - steps) > 1e-7) {
      throw dt.error()
          .summary("the scene's times contradict each other")
          .expected("physics_dt times decimation, " + steps + " s")
          .found(dt.string() + " s")
          .build();
    }
    Map<String, Double> stiffness = new LinkedHashMap<>();
    Map<String, Double> damping = new LinkedHashMap<>();
    gains(stiffness, damping);
    return new EnvironmentFacts(
        root,
        SimulatorNumbers.nanoseconds(dt.positive()),
        dt,
        joints,
        pose,
        terms(group),
        root.get("actions").list(this::action),
        stiffness,
        damping,
        Optional.empty());
  }

  /** A joint with neither stiffness nor damping has gains that the simulator does not know. */
  private void gains(Map<String, Double> stiffness, Map<String, Double> damping) {
    List<Double> p = SimulatorNumbers.list(robot.get("default_joint_stiffness"), joints.size());
    List<Double> d = SimulatorNumbers.list(robot.get("default_joint_damping"), joints.size());
    for (int i = 0; i < joints.size(); i++) {
      if (p.get(i) != 0 || d.get(i) != 0) {
        stiffness.put(joints.get(i), p.get(i));
        damping.put(joints.get(i), d.get(i));
      }
    }
  }

  private List<TermFacts> terms(String group) {
    YamlNode list =
        root.get("observations")
            .find(group)
            .orElseThrow(
                () ->
                    root.get("observations")
                        .error()
                        .summary("there is no group of observations \"" + group + "\"")
                        .found(String.join(", ", root.get("observations").keys()))
                        .remedy("say which one the policy sees: with: {group: ...}")
                        .build());
    return list.list(this::term);
  }

  private TermFacts term(YamlNode node) {
    KnownKeys.refuseOthers(node, TERM_KEYS);
    YamlNode overloads = node.get("overloads");
    KnownKeys.refuseOthers(
        overloads, List.of("clip", "scale", "history_length", "flatten_history_dim"));
    TermOverloads.refuseModifiers(node.optional("extras.modifiers"));
    String path = node.get("full_path").string();
    int dot = path.lastIndexOf('.');
    List<Integer> shape = node.get("shape").list(size -> size.integer(1, 1_000_000));
    if (shape.size() != 1) {
      throw node.get("shape").error().expected("one size").found(shape.toString()).build();
    }
    Optional<List<String>> own = node.optional("joint_names").map(YamlNode::strings);
    return new TermFacts(
        node,
        node.get("name").string(),
        path.substring(0, Math.max(dot, 0)),
        path.substring(dot + 1),
        Optional.of(shape.get(0)),
        own,
        offsets(node, own, TermOverloads.conditioning(overloads)),
        TermOverloads.history(
            overloads.optional("history_length"), overloads.optional("flatten_history_dim")),
        details(node));
  }

  private static Map<String, String> details(YamlNode node) {
    Map<String, String> details = new HashMap<>();
    node.optional("extras.axes")
        .map(axes -> String.join("", axes.strings()).toLowerCase(Locale.ROOT))
        .filter(axes -> axes.length() == 4)
        .ifPresent(axes -> details.put(TermFacts.ORDER, axes));
    return details;
  }

  /** Positions must be relative to the default pose; velocities may be relative to anything. */
  private Conditioning offsets(
      YamlNode node, Optional<List<String>> own, Conditioning conditioning) {
    List<String> names = own.orElse(joints);
    node.optional("joint_pos_offsets")
        .ifPresent(
            list -> {
              List<Double> said = SimulatorNumbers.list(list, names.size());
              for (int i = 0; i < said.size(); i++) {
                double expected = poseOf(names.get(i), list);
                if (!SimulatorNumbers.same(said.get(i), expected)) {
                  throw list.error()
                      .summary("an offset is not the joint's default position")
                      .expected(names.get(i) + " at " + expected + " rad")
                      .found(said.get(i) + " rad")
                      .build();
                }
              }
            });
    Optional<YamlNode> velocities = node.optional("joint_vel_offsets");
    if (velocities.isEmpty()) {
      return conditioning;
    }
    List<Double> said = SimulatorNumbers.list(velocities.get(), names.size());
    if (said.stream().allMatch(value -> value == 0)) {
      return conditioning;
    }
    if (!conditioning.rawClip().equals(Bounds.NONE)) {
      throw velocities
          .get()
          .error()
          .summary("a velocity that is relative to another and clipped is not understood")
          .build();
    }
    double[] scale = conditioning.scale().expand(names.size());
    List<Double> offset = new ArrayList<>();
    for (int i = 0; i < scale.length; i++) {
      offset.add(-scale[i] * said.get(i));
    }
    return new Conditioning(
        conditioning.scale(), new PerElement(offset), Bounds.NONE, conditioning.clip());
  }

  private double poseOf(String joint, YamlNode where) {
    int index = joints.indexOf(joint);
    if (index < 0) {
      throw where.error().summary("the articulation has no joint \"" + joint + "\"").build();
    }
    return pose.get(index);
  }

  private ActionFacts action(YamlNode node) {
    KnownKeys.refuseOthers(node, ACTION_KEYS);
    String path = node.get("full_path").string();
    ActionSpec.Type type = ActionClasses.type(node.get("full_path"), path);
    List<String> names = node.get("joint_names").strings();
    names.forEach(name -> poseOf(name, node.get("joint_names")));
    return new ActionFacts(
        node,
        type,
        names,
        SimulatorNumbers.perElement(node.get("scale"), names.size()),
        SimulatorNumbers.perElement(node.get("offset"), names.size()),
        node.optional("clip").map(clip -> pairs(clip, names.size())).orElse(Bounds.NONE));
  }

  private static Bounds pairs(YamlNode clip, int count) {
    List<double[]> pairs =
        clip.list(pair -> pair.list(YamlNode::limit).stream().mapToDouble(v -> v).toArray());
    if (pairs.size() != count || pairs.stream().anyMatch(pair -> pair.length != 2)) {
      throw clip.error().expected(count + " pairs of limits").found(clip.shown()).build();
    }
    return new Bounds(
        new PerElement(pairs.stream().map(pair -> pair[0]).toList()),
        new PerElement(pairs.stream().map(pair -> pair[1]).toList()));
  }
}

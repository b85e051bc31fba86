package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.importer.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the observation functions of Isaac Lab and of those that follow it are called here. A
 * function of anybody else's may compute anything: the user says under {@code terms} what it is.
 */
final class TermRules {

  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("base_lin_vel", "base_linear_velocity"),
          Map.entry("base_ang_vel", "base_angular_velocity"),
          Map.entry("projected_gravity", "projected_gravity"),
          Map.entry("joint_pos_rel", "joint_position"),
          Map.entry("joint_vel_rel", "joint_velocity"),
          Map.entry("joint_pos", "joint_position_absolute"),
          Map.entry("joint_vel", "joint_velocity"),
          Map.entry("joint_effort", "joint_effort"),
          Map.entry("last_action", "previous_action"),
          Map.entry("base_pos_z", "base_height"),
          Map.entry("root_pos_w", "base_position"),
          Map.entry("imu_ang_vel", "base_angular_velocity"),
          Map.entry("imu_projected_gravity", "projected_gravity"));

  private static final Map<String, String> IN_WORLD =
      Map.of(
          "root_lin_vel_w", "base_linear_velocity",
          "root_ang_vel_w", "base_angular_velocity");

  private static final Set<String> ORIENTATIONS = Set.of("root_quat_w", "imu_orientation");

  private static final Map<String, String> OF_MOTION =
      Map.of(
          "motion_anchor_pos_b", "reference_anchor_position",
          "motion_anchor_ori_b", "reference_anchor_orientation");

  private static final Set<String> OTHERS = Set.of("generated_commands", "height_scan");

  private static final List<String> MODULES =
      List.of(
          "isaaclab.envs.mdp",
          "omni.isaac.lab.envs.mdp",
          "mjlab.envs.mdp",
          "mjlab.tasks.velocity.mdp",
          "mjlab.tasks.tracking.mdp",
          "whole_body_tracking.tasks.tracking.mdp");

  /** Terms here that must be told their size. */
  private static final Set<String> OF_ANY_SIZE = Set.of("channel", "contact", "policy_output");

  private final Findings findings;
  private final Optional<ReferenceMotion> reference;
  private final Map<String, YamlNode> own = new LinkedHashMap<>();

  /**
   * Creates the rules.
   *
   * @param findings asked for what a rule needs to know
   * @param reference the motion that the model holds, if it holds one
   */
  TermRules(Findings findings, Optional<ReferenceMotion> reference) {
    this.findings = findings;
    this.reference = reference;
    findings
        .option("terms", node -> node)
        .ifPresent(node -> node.members().forEach(member -> own.put(member.key(), member.value())));
  }

  /**
   * Translates a term.
   *
   * @param term what the file says of it
   * @param size its elements
   * @return the entries of a bundle, one or two; empty while something is missing
   * @throws io.escapement.controller.config.ConfigurationException if the function is not known
   */
  List<ObservationSpec> specs(TermFacts term, int size) {
    Optional<YamlNode> said = said(term);
    if (said.isPresent()) {
      return List.of(own(said.get(), term, size));
    }
    check(List.of(term));
    return switch (term.function()) {
      case "generated_commands" -> command(term, size);
      case "height_scan" -> List.of(heightScan(term, size));
      case "root_quat_w", "imu_orientation" -> orientation(term);
      case "motion_anchor_pos_b", "motion_anchor_ori_b" -> List.of(anchor(term));
      default -> List.of(plain(term));
    };
  }

  private Optional<YamlNode> said(TermFacts term) {
    return Optional.ofNullable(own.get(term.name()))
        .or(() -> Optional.ofNullable(own.get(term.function())));
  }

  /**
   * Demands that every term is known or said, and that nothing else is said.
   *
   * @param terms all terms, or one of them
   * @throws io.escapement.controller.config.ConfigurationException if a function is not known, or
   *     something is said of a term that there is not
   */
  void check(List<TermFacts> terms) {
    for (TermFacts term : terms) {
      if (said(term).isEmpty() && !knows(new PythonNames(term.module(), term.function()))) {
        throw unknown(term);
      }
    }
    if (terms.size() > 1) {
      refuseIdle(terms);
    }
  }

  private void refuseIdle(List<TermFacts> terms) {
    own.forEach(
        (name, node) -> {
          boolean meant =
              terms.stream()
                  .anyMatch(term -> term.name().equals(name) || term.function().equals(name));
          if (!meant) {
            throw node.error()
                .summary("there is no term \"" + name + "\"")
                .remedy(NearestNames.remedy(name, terms.stream().map(TermFacts::name).toList()))
                .build();
          }
        });
  }

  /**
   * The size that the user says with a term.
   *
   * @param term the term
   * @return the value of its key {@code size}
   */
  Optional<Integer> size(TermFacts term) {
    return said(term)
        .flatMap(node -> node.optional("size"))
        .map(node -> node.integer(1, 1_000_000));
  }

  /**
   * Whether a function's meaning is known.
   *
   * @param function the function
   * @return true for those of Isaac Lab and mjlab that have a rule
   */
  static boolean knows(PythonNames function) {
    String name = function.name();
    return MODULES.stream().anyMatch(module -> function.module().startsWith(module))
        && (PLAIN.containsKey(name)
            || IN_WORLD.containsKey(name)
            || ORIENTATIONS.contains(name)
            || OF_MOTION.containsKey(name)
            || OTHERS.contains(name));
  }

  private RuntimeException unknown(TermFacts term) {
    boolean foreign = MODULES.stream().noneMatch(module -> term.module().startsWith(module));
    String full = term.module() + "." + term.function();
    return term.node()
        .error()
        .summary("this importer does not know the observation function " + full)
        .expected("a function of " + MODULES.get(0) + " that it knows")
        .found(foreign ? "a function of another package, which may compute anything" : full)
        .remedy(
            (foreign ? "" : NearestNames.remedy(term.function(), PLAIN.keySet()) + " Otherwise ")
                + "say what it is: with: {terms: {"
                + term.name()
                + ": {term: channel, channel: sensors/..., size: ...}}}")
        .build();
  }

  private ObservationSpec plain(TermFacts term) {
    String world = IN_WORLD.get(term.function());
    return world == null
        ? spec(PLAIN.get(term.function()), Map.of(), term)
        : spec(world, Map.of("frame", "world"), term);
  }

  /** Scale, clip and history are the file's; the user says only what is measured. */
  private static ObservationSpec own(YamlNode node, TermFacts term, int size) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (YamlNode.Member member : node.members()) {
      if (!member.key().equals("term") && !member.key().equals("joints")) {
        parameters.put(member.key(), member.value().string());
      }
    }
    if (OF_ANY_SIZE.contains(node.get("term").string())) {
      parameters.putIfAbsent("size", Integer.toString(size));
    }
    return new ObservationSpec(
        node.get("term").string(),
        parameters,
        node.optional("joints")
            .<JointSelection>map(joints -> new JointSelection.Named(joints.strings()))
            .or(() -> term.joints().map(JointSelection.Named::new)),
        term.conditioning(),
        term.history());
  }

  private List<ObservationSpec> orientation(TermFacts term) {
    Optional<String> order =
        Optional.ofNullable(term.details().get(TermFacts.ORDER))
            .or(
                () ->
                    findings.ask(
                        "quaternion_order",
                        "the order of "
                            + term.name()
                            + "'s elements, which Isaac Lab 3 changed and the file does not say",
                        "wxyz",
                        YamlNode::string));
    Optional<String> unique =
        Optional.ofNullable(term.details().get(TermFacts.UNIQUE))
            .or(
                () ->
                    findings.ask(
                        "quaternion_unique",
                        "whether " + term.name() + " was trained with make_quat_unique",
                        "false",
                        YamlNode::string));
    return order.isEmpty() || unique.isEmpty()
        ? List.of()
        : List.of(
            spec("base_orientation", Map.of("order", order.get(), "unique", unique.get()), term));
  }

  /** The anchor is seen from the IMU, so that the IMU must sit in the same body. */
  private ObservationSpec anchor(TermFacts term) {
    ReferenceMotion motion = reference.orElseThrow(() -> withoutMotion(term));
    findings
        .ask(
            "imu_body",
            "the body that carries the robot's IMU; "
                + term.name()
                + " is seen from "
                + motion.anchor(),
            motion.anchor(),
            node -> node)
        .ifPresent(node -> refuseOtherBody(node, motion));
    return spec(
        OF_MOTION.get(term.function()),
        Map.of(
            "body", Integer.toString(motion.anchorIndex()),
            "bodies", Integer.toString(motion.bodies().size())),
        term);
  }

  private static RuntimeException withoutMotion(TermFacts term) {
    return term.node()
        .error()
        .summary(term.name() + " needs a reference motion, and the model holds none")
        .expected("a model with an input time_step and outputs joint_pos, body_pos_w, ...")
        .remedy("export it with the tracking task's own exporter")
        .build();
  }

  private static void refuseOtherBody(YamlNode node, ReferenceMotion motion) {
    if (!node.string().equals(motion.anchor())) {
      throw node.error()
          .summary("the policy sees its reference from another body than the IMU's")
          .expected(motion.anchor())
          .found(node.string())
          .remedy("map an IMU in " + motion.anchor() + " in the robot's file, and name it here")
          .build();
    }
  }

  private ObservationSpec heightScan(TermFacts term, int size) {
    findings.notice(
        term.name()
            + " reads the channel sensors/height_scan: there it must be as Isaac Lab computes it,"
            + " the sensor's height above each point less the term's offset");
    return spec(
        "channel", Map.of("channel", "sensors/height_scan", "size", Integer.toString(size)), term);
  }

  private List<ObservationSpec> command(TermFacts term, int size) {
    Optional<String> kind =
        Optional.ofNullable(term.details().get(TermFacts.COMMAND))
            .or(
                () ->
                    findings.ask(
                        "command",
                        "what "
                            + term.name()
                            + " commands with "
                            + size
                            + " elements: velocity, or the channel that carries it",
                        size == 3 ? "velocity" : "operator/...",
                        YamlNode::string));
    if (kind.isEmpty()) {
      return List.of();
    }
    return switch (kind.get()) {
      case "velocity" -> {
        if (size != 3) {
          throw term.node()
              .error()
              .summary(term.name() + " is no velocity command")
              .expected("vx, vy and wz")
              .found(size + " elements")
              .build();
        }
        yield List.of(spec("velocity_command", Map.of(), term));
      }
      case "motion" -> {
        if (reference.isEmpty()) {
          throw withoutMotion(term);
        }
        yield motion(term);
      }
      default ->
          List.of(
              spec("channel", Map.of("channel", kind.get(), "size", Integer.toString(size)), term));
    };
  }

  /** The reference's joint positions, then its velocities, frame by frame. */
  private static List<ObservationSpec> motion(TermFacts term) {
    History history =
        term.history().equals(History.NONE)
            ? History.NONE
            : new History(
                term.history().length(), History.Order.OLDEST_FIRST, History.Stacking.BY_TIME);
    return List.of(
        new ObservationSpec(
            "reference_joint_position",
            Map.of(),
            Optional.empty(),
            half(term.conditioning(), 0),
            history),
        new ObservationSpec(
            "reference_joint_velocity",
            Map.of(),
            Optional.empty(),
            half(term.conditioning(), 1),
            history));
  }

  private static Conditioning half(Conditioning whole, int half) {
    List<Double> scale = whole.scale().values();
    int count = scale.size() / 2;
    return scale.size() == 1
        ? whole
        : new Conditioning(
            new PerElement(scale.subList(half * count, (half + 1) * count)),
            whole.offset(),
            whole.rawClip(),
            whole.clip());
  }

  private static ObservationSpec spec(String name, Map<String, String> parameters, TermFacts term) {
    return new ObservationSpec(
        name,
        parameters,
        term.joints().map(JointSelection.Named::new),
        term.conditioning(),
        term.history());
  }
}

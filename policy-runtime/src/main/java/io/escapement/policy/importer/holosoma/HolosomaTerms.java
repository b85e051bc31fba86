package io.escapement.policy.importer.holosoma;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.KnownKeys;
import io.escapement.policy.importer.ObservationSize;
import io.escapement.policy.importer.ToldSizes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The terms of Holosoma's actor. They stand in the observation in the alphabetical order of their
 * names, whatever the order in which they are written; each is scaled, clipped, then stacked,
 * oldest frame first, and the whole is clipped once more.
 */
final class HolosomaTerms {

  private static final String MODULE = "holosoma.managers.observation.terms.";

  private static final Map<String, String> PLAIN =
      Map.of(
          "base_lin_vel", "base_linear_velocity",
          "base_ang_vel", "base_angular_velocity",
          "projected_gravity", "projected_gravity",
          "dof_pos", "joint_position",
          "dof_vel", "joint_velocity",
          "actions", "previous_action");

  private final YamlNode observation;
  private final YamlNode group;
  private final int joints;
  private final boolean motion;
  private final Findings findings;
  private final Bounds whole;
  private final History history;
  private ToldSizes told;

  HolosomaTerms(YamlNode observation, int joints, boolean motion, Findings findings) {
    this.observation = observation;
    this.joints = joints;
    this.motion = motion;
    this.findings = findings;
    group = observation.get("groups.actor_obs");
    KnownKeys.refuseOthers(
        group, List.of("terms", "concatenate", "enable_noise", "history_length"));
    if (!group.optional("concatenate").map(YamlNode::bool).orElse(true)) {
      throw group
          .get("concatenate")
          .error()
          .summary("only terms that are joined to one vector are understood")
          .expected("true")
          .build();
    }
    double clip = observation.optional("clip_observations").map(YamlNode::positive).orElse(100.0);
    whole = new Bounds(PerElement.of(-clip), PerElement.of(clip));
    int frames = group.optional("history_length").map(n -> n.integer(1, 10_000)).orElse(1);
    history =
        frames == 1
            ? History.NONE
            : new History(frames, History.Order.OLDEST_FIRST, History.Stacking.BY_TERM);
    if (frames > 1) {
      findings.notice(
          "Holosoma fills a new history with zeros; here it begins full of the first observation");
    }
  }

  /** The terms in the order of the observation's elements. */
  List<ObservationSpec> read(String input, Optional<Integer> modelSize, Map<String, Place> places) {
    Map<String, YamlNode> sorted = new TreeMap<>();
    group.get("terms").members().forEach(term -> sorted.put(term.key(), term.value()));
    Map<String, Integer> sizes = sizes(sorted, modelSize);
    List<ObservationSpec> specs = new ArrayList<>();
    List<ObservationSize.Part> parts = new ArrayList<>();
    for (Map.Entry<String, YamlNode> entry : sorted.entrySet()) {
      Integer size = sizes.get(entry.getKey());
      if (size != null) {
        parts.add(new ObservationSize.Part(entry.getKey(), size, history.length()));
      }
      for (ObservationSpec spec : specs(entry.getKey(), entry.getValue(), size)) {
        String key = "observations[" + specs.size() + "]";
        places.put(key, Place.of(entry.getValue()));
        findings.inferred(key, spec.term(), entry.getValue());
        specs.add(spec);
      }
    }
    if (parts.size() == sorted.size()) {
      ObservationSize.check(Place.of(observation), input, modelSize, parts);
    }
    return specs;
  }

  /** Terms of a size of their own share, evenly, what the others leave of the model's input. */
  private Map<String, Integer> sizes(Map<String, YamlNode> terms, Optional<Integer> modelSize) {
    told =
        new ToldSizes(
            findings,
            terms.keySet().stream()
                .filter(name -> size(function(terms.get(name))).isEmpty())
                .toList());
    Map<String, Integer> sizes = new HashMap<>();
    int known = 0;
    for (Map.Entry<String, YamlNode> entry : terms.entrySet()) {
      Optional<Integer> size = size(function(entry.getValue())).or(() -> told.of(entry.getKey()));
      size.ifPresent(elements -> sizes.put(entry.getKey(), elements));
      known += size.orElse(0) * history.length();
    }
    int open = (terms.size() - sizes.size()) * history.length();
    int rest = modelSize.orElse(0) - known;
    if (open > 0 && rest > 0 && rest % open == 0) {
      terms.keySet().forEach(name -> sizes.putIfAbsent(name, rest / open));
    }
    return sizes;
  }

  private static String function(YamlNode term) {
    String path = term.get("func").string();
    return path.startsWith(MODULE) ? path.substring(path.lastIndexOf(':') + 1) : "";
  }

  private Optional<Integer> size(String function) {
    return switch (function) {
      case "base_lin_vel", "base_ang_vel", "projected_gravity", "motion_ref_pos_b" ->
          Optional.of(3);
      case "dof_pos", "dof_vel", "actions" -> Optional.of(joints);
      case "command_lin_vel" -> Optional.of(2);
      case "command_ang_vel" -> Optional.of(1);
      case "motion_ref_ori_b" -> Optional.of(6);
      case "motion_command" -> Optional.of(2 * joints);
      default -> Optional.empty();
    };
  }

  private List<ObservationSpec> specs(String name, YamlNode term, Integer size) {
    KnownKeys.refuseOthers(term, List.of("func", "params", "scale", "noise", "clip"));
    term.optional("params").ifPresent(params -> KnownKeys.refuseOthers(params, List.of()));
    String function = function(term);
    String plain = PLAIN.get(function);
    if (plain != null) {
      return List.of(spec(plain, Map.of(), term));
    }
    return switch (function) {
      case "command_lin_vel" -> List.of(spec("velocity_command", Map.of("axes", "vx vy"), term));
      case "command_ang_vel" -> List.of(spec("velocity_command", Map.of("axes", "wz"), term));
      case "motion_command" -> {
        refuseWithoutMotion(term);
        yield motionCommand(term);
      }
      case "motion_ref_pos_b" -> {
        refuseWithoutMotion(term);
        yield List.of(
            spec("reference_anchor_position", HolosomaModel.anchorParameters(true), term));
      }
      case "motion_ref_ori_b" -> {
        refuseWithoutMotion(term);
        yield List.of(
            spec("reference_anchor_orientation", HolosomaModel.anchorParameters(false), term));
      }
      default -> channel(name, term, size);
    };
  }

  private void refuseWithoutMotion(YamlNode term) {
    if (!motion) {
      throw term.error()
          .summary("this term needs a reference motion, and the model holds none")
          .expected("a model with an input time_step")
          .remedy("export it from a whole-body tracking experiment")
          .build();
    }
  }

  /** Positions, then velocities, frame by frame. */
  private List<ObservationSpec> motionCommand(YamlNode term) {
    History byTime =
        history.equals(History.NONE)
            ? history
            : new History(history.length(), History.Order.OLDEST_FIRST, History.Stacking.BY_TIME);
    List<ObservationSpec> specs = new ArrayList<>();
    for (String name : List.of("reference_joint_position", "reference_joint_velocity")) {
      specs.add(new ObservationSpec(name, Map.of(), Optional.empty(), conditioning(term), byTime));
    }
    return specs;
  }

  /** The gait's phases stand still while the robot does: a channel of the user's must say them. */
  private List<ObservationSpec> channel(String name, YamlNode term, Integer size) {
    Optional<String> channel =
        findings.ask(
            name,
            "the channel that carries "
                + term.get("func").string()
                + (size == null ? "" : ", " + size + " elements")
                + ": no term here computes it",
            "sensors/" + name,
            YamlNode::string);
    if (channel.isEmpty() || size == null) {
      if (size == null) {
        told.missing(name);
      }
      return List.of();
    }
    return List.of(
        spec("channel", Map.of("channel", channel.get(), "size", Integer.toString(size)), term));
  }

  private ObservationSpec spec(String name, Map<String, String> parameters, YamlNode term) {
    return new ObservationSpec(name, parameters, Optional.empty(), conditioning(term), history);
  }

  private Conditioning conditioning(YamlNode term) {
    PerElement scale =
        term.optional("scale")
            .map(
                node ->
                    node.isSequence()
                        ? new PerElement(node.list(YamlNode::number))
                        : PerElement.of(node.number()))
            .orElse(PerElement.ONE);
    return new Conditioning(
        scale,
        PerElement.ZERO,
        Bounds.NONE,
        term.optional("clip").map(this::tighter).orElse(whole));
  }

  private Bounds tighter(YamlNode clip) {
    List<Double> pair = clip.list(YamlNode::limit);
    if (pair.size() != 2) {
      throw clip.error().expected("[least, greatest]").found(clip.shown()).build();
    }
    return new Bounds(
        PerElement.of(Math.max(pair.get(0), whole.low().values().get(0))),
        PerElement.of(Math.min(pair.get(1), whole.high().values().get(0))));
  }
}

package io.escapement.policy.importer.rlsar;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.importer.Findings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The observation: each term is scaled, then clipped to {@code clip_obs}; frames are those that
 * {@code observations_history} counts back, 0 being the newest.
 */
final class RlSarObservations {

  private static final String MOTION_COMMAND = "whole_body_tracking/motion_command";
  private static final String MOTION_ANCHOR = "whole_body_tracking/motion_anchor_ori_b";
  private static final List<String> NAMES =
      List.of(
          "lin_vel",
          "ang_vel",
          "ang_vel_body",
          "ang_vel_world",
          "gravity_vec",
          "commands",
          "dof_pos",
          "dof_vel",
          "actions",
          MOTION_COMMAND,
          MOTION_ANCHOR);

  private final RlSarParameters parameters;
  private final Findings findings;
  private final Bounds clip;
  private final History history;
  private final List<ObservationSpec> terms = new ArrayList<>();
  private int frameSize;
  private int next;

  RlSarObservations(RlSarParameters parameters, Findings findings) {
    this.parameters = parameters;
    this.findings = findings;
    double limit = parameters.get("clip_obs").positive();
    clip = new Bounds(PerElement.of(-limit), PerElement.of(limit));
    history = history(parameters, findings);
    for (YamlNode name : parameters.get("observations").items()) {
      term(name);
    }
    YamlNode said = parameters.get("num_observations");
    if (said.integer() != frameSize) {
      throw said.error()
          .summary("the observations do not have the size that the descriptor says")
          .expected(frameSize + " elements, those of the terms in \"observations\"")
          .found(said.shown())
          .build();
    }
  }

  /** The terms in order; not all of them while something is missing. */
  List<ObservationSpec> terms() {
    return terms;
  }

  /** Number of elements of the model's input. */
  int size() {
    return frameSize * history.length();
  }

  private void term(YamlNode node) {
    next++;
    int joints = parameters.jointCount();
    switch (node.string()) {
      case "lin_vel" -> add(node, "base_linear_velocity", scalar("lin_vel_scale"), 3);
      // What the name tells apart is how its simulator measures; both end in the body's frame.
      case "ang_vel", "ang_vel_body", "ang_vel_world" ->
          add(node, "base_angular_velocity", scalar("ang_vel_scale"), 3);
      case "gravity_vec" -> add(node, "projected_gravity", PerElement.ONE, 3);
      case "commands" ->
          add(node, "velocity_command", commandsScale(parameters.get("commands_scale")), 3);
      case "dof_pos" -> add(node, "joint_position", positionScale(joints), joints);
      case "dof_vel" -> add(node, "joint_velocity", scalar("dof_vel_scale"), joints);
      case "actions" -> add(node, "previous_action", PerElement.ONE, joints);
      case MOTION_COMMAND ->
          fromChannel(
              node,
              "motion_command",
              "the channel with the reference motion's joint positions and velocities in the policy's"
                  + " order",
              2 * joints);
      case MOTION_ANCHOR ->
          fromChannel(
              node,
              "motion_anchor_ori_b",
              "the channel with the reference torso's orientation in the robot's torso frame (the first"
                  + " two columns of its rotation matrix, row by row)",
              6);
      default ->
          throw node.error()
              .summary("this importer does not know the observation \"" + node.string() + "\"")
              .expected("only " + String.join(", ", NAMES))
              .remedy(NearestNames.remedy(node.string(), NAMES))
              .build();
    }
  }

  private void add(YamlNode source, String term, PerElement scale, int size) {
    add(source, term, Map.of(), scale, size);
  }

  private void add(
      YamlNode source, String term, Map<String, String> own, PerElement scale, int size) {
    findings.inferred("observations[" + (next - 1) + "]", term, source);
    terms.add(
        new ObservationSpec(
            term,
            own,
            Optional.empty(),
            new Conditioning(scale, PerElement.ZERO, Bounds.NONE, clip),
            history));
    frameSize += size;
  }

  private void fromChannel(YamlNode source, String key, String what, int size) {
    String file =
        parameters
            .find("motion_file")
            .map(node -> ", which the tool plays from " + node.string())
            .orElse("");
    Optional<String> channel =
        findings.ask(
            key, what + file + ", " + size + " elements", "reference/" + key, YamlNode::string);
    if (channel.isPresent()) {
      Map<String, String> own = Map.of("channel", channel.get(), "size", Integer.toString(size));
      add(source, "channel", own, PerElement.ONE, size);
    } else {
      frameSize += size;
    }
  }

  private PerElement scalar(String key) {
    return PerElement.of(parameters.get(key).number());
  }

  private static PerElement commandsScale(YamlNode node) {
    List<Double> scales = node.list(YamlNode::number);
    if (scales.size() != 3) {
      throw node.error()
          .expected("3 numbers, for vx, vy and wz")
          .found(scales.size() + " numbers")
          .build();
    }
    return new PerElement(scales);
  }

  /** The tool shows the policy zeros in place of the wheels' positions. */
  private PerElement positionScale(int joints) {
    double scale = parameters.get("dof_pos_scale").number();
    if (parameters.wheels().isEmpty()) {
      return PerElement.of(scale);
    }
    List<Double> scales = new ArrayList<>(Collections.nCopies(joints, scale));
    parameters.wheels().forEach(wheel -> scales.set(wheel, 0.0));
    findings.notice("positions of the wheels are observed as 0, as the tool does");
    return new PerElement(scales);
  }

  private static History history(RlSarParameters parameters, Findings findings) {
    YamlNode node = parameters.get("observations_history");
    List<Integer> frames = node.list(index -> index.integer(0, 10_000));
    if (frames.isEmpty()) {
      return History.NONE;
    }
    boolean newestFirst = true;
    boolean oldestFirst = true;
    for (int i = 0; i < frames.size(); i++) {
      newestFirst &= frames.get(i) == i;
      oldestFirst &= frames.get(i) == frames.size() - 1 - i;
    }
    if (!newestFirst && !oldestFirst) {
      throw node.error()
          .summary("only neighbouring frames are understood")
          .expected("0 to " + (frames.size() - 1) + ", counted up or down; 0 is the newest")
          .found(frames.toString())
          .build();
    }
    YamlNode priority = parameters.get("observations_history_priority");
    History.Stacking stacking =
        switch (priority.string()) {
          case "time" -> History.Stacking.BY_TIME;
          case "term" -> History.Stacking.BY_TERM;
          default ->
              throw priority.error().expected("time or term").found(priority.shown()).build();
        };
    findings.inferred("history", frames.size() + " frames, 0 is the newest", node);
    findings.inferred("history.stacking", "by " + priority.string(), priority);
    findings.notice(
        "the tool's history starts full of zeros, the runtime's full of the first observation");
    return new History(
        frames.size(),
        newestFirst ? History.Order.NEWEST_FIRST : History.Order.OLDEST_FIRST,
        stacking);
  }
}

package io.escapement.policy.importer.holosoma;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.DefaultPose;
import io.escapement.policy.bundle.GoldenReader;
import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ModelTensors;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.Places;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.bundle.StateSpec;
import io.escapement.policy.bundle.VelocityRange;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedModel;
import io.escapement.policy.importer.ObservationSize;
import io.escapement.policy.importer.RecurrentStates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One import of a model of Holosoma's. */
final class HolosomaModel {

  private static final String CLOCK = "time_step";
  private static final String REFERENCE_POSITION = "ref_pos_xyz";
  private static final String REFERENCE_ORIENTATION = "ref_quat_xyzw";

  private final ImportRequest request;
  private final Findings findings;
  private final ImportedModel model;
  private final Experiment experiment;
  private final List<String> joints;
  private final boolean motion;
  private final Map<String, Place> places = new HashMap<>();

  HolosomaModel(ImportRequest request) {
    this.request = request;
    findings = new Findings(request);
    model = ImportedModel.of(request);
    experiment = Experiment.of(request, model);
    YamlNode names =
        experiment
            .metadata()
            .optional("dof_names")
            .orElseGet(() -> experiment.configuration().get("robot.dof_names"));
    joints = names.strings();
    findings.inferred("joints", String.join(", ", joints), names);
    places.put("joints", Place.of(names));
    motion = model.summary().inputNames().contains(CLOCK);
  }

  /** Parameters of the terms that see the reference: one body, and a quaternion x, y, z, w. */
  static Map<String, String> anchorParameters(boolean position) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("body", "0");
    parameters.put("bodies", "1");
    if (position) {
      parameters.put("position_tensor", REFERENCE_POSITION);
    }
    parameters.put("orientation_tensor", REFERENCE_ORIENTATION);
    parameters.put("orientation_order", "xyzw");
    return parameters;
  }

  Imported imported() {
    YamlNode configuration = experiment.configuration();
    String input = model.input(request, List.of("actor_obs", "obs"));
    String output = model.output(request, List.of("action", "actions"));
    findings.inferred("input", input, "the model");
    findings.inferred("output", output, "the model");
    ModelTensors tensors = tensors(input, output);
    long periodNs = periodNs(configuration.get("simulator.config.sim"));
    List<ObservationSpec> observations =
        new HolosomaTerms(configuration.get("observation"), joints.size(), motion, findings)
            .read(input, model.elements(summary -> summary.input(input)), places);
    ActionSpec action = action(configuration, output);
    List<Double> pose = pose(configuration.get("robot.init_state.default_joint_angles"));
    for (String key : List.of("model", "sha256", "input", "output", "golden", "form")) {
      places.put(key, request.place());
    }
    return findings.finish(
        () ->
            PolicyBundle.builder(request.name().orElse("policy"))
                .model(model.file())
                .tensors(tensors)
                .periodNs(periodNs)
                .joints(new JointSelection.Named(joints))
                .defaultPose(new DefaultPose.Listed(pose))
                .velocityRange(velocityRange().orElse(null))
                .observations(observations)
                .actions(List.of(action))
                .golden(
                    request
                        .golden()
                        .map(file -> GoldenReader.read(file, request.files()))
                        .orElse(null))
                .places(new Places(Place.of(configuration), places))
                .build());
  }

  private ModelTensors tensors(String input, String output) {
    List<String> taken = new ArrayList<>(List.of(input));
    Map<String, InputSpec> inputs = Map.of();
    List<String> remembered = List.of();
    if (motion) {
      taken.add(CLOCK);
      int start =
          findings.option("start_step", node -> node.integer(0, Integer.MAX_VALUE - 1)).orElse(0);
      // What the first observation sees is what the model gives one step before.
      inputs = Map.of(CLOCK, new InputSpec.Clock(start + 1.0, 1, Double.POSITIVE_INFINITY));
      remembered =
          List.of("joint_pos", "joint_vel", REFERENCE_POSITION, REFERENCE_ORIENTATION).stream()
              .filter(name -> model.summary().output(name).isPresent())
              .toList();
      findings.inferred("inputs." + CLOCK, "a clock that starts at " + start, "the model");
      askForImu();
    }
    List<StateSpec> states = RecurrentStates.of(model, taken, request, findings);
    return new ModelTensors(input, output, inputs, states, remembered);
  }

  /** The reference is seen from a body, and only the IMU's body is known where it is. */
  private void askForImu() {
    YamlNode bodies =
        experiment
            .configuration()
            .get("command.setup_terms.motion_command.params.motion_config.body_name_ref");
    if (bodies.items().size() != 1) {
      throw bodies.error().expected("one body").found(bodies.shown()).build();
    }
    String anchor = bodies.items().get(0).string();
    findings
        .ask(
            "imu_body",
            "the body that carries the robot's IMU; the reference is seen from " + anchor,
            anchor,
            node -> node)
        .ifPresent(node -> refuseOtherBody(node, anchor));
  }

  private static void refuseOtherBody(YamlNode node, String anchor) {
    if (!node.string().equals(anchor)) {
      throw node.error()
          .summary("the policy sees its reference from another body than the IMU's")
          .expected(anchor)
          .found(node.string())
          .remedy("map an IMU in " + anchor + " in the robot's file, and name it here")
          .build();
    }
  }

  private long periodNs(YamlNode sim) {
    double fps = sim.get("fps").positive();
    int decimation = sim.get("control_decimation").integer(1, 1_000_000);
    places.put("period", Place.of(sim));
    long periodNs = Math.round(decimation / fps * 1e9);
    findings.inferred("period", periodNs / 1e6 + " ms", sim);
    return periodNs;
  }

  private List<Double> pose(YamlNode angles) {
    places.put("default_pose", Place.of(angles));
    findings.inferred("default_pose", joints.size() + " positions", angles);
    return joints.stream().map(joint -> angles.child(joint).number()).toList();
  }

  private ActionSpec action(YamlNode configuration, String output) {
    YamlNode terms = configuration.get("action.terms");
    if (terms.members().size() != 1) {
      throw terms.error().expected("one action").found(String.join(", ", terms.keys())).build();
    }
    YamlNode term = terms.members().get(0).value();
    places.put("actions", Place.of(term));
    String type = term.get("func").string();
    YamlNode control = configuration.get("robot.control");
    boolean understood =
        type.endsWith(":JointPositionActionTerm")
            && control.get("control_type").string().equals("P")
            && term.optional("scale").map(YamlNode::number).orElse(1.0) == 1
            && !term.has("clip");
    if (!understood) {
      throw term.error()
          .summary("only joint positions as Holosoma's own term commands them are understood")
          .expected("JointPositionActionTerm without scale and clip, control_type P")
          .found(type + ", control_type " + control.get("control_type").shown())
          .build();
    }
    ObservationSize.checkAction(
        Place.of(term), output, model.elements(summary -> summary.output(output)), joints.size());
    findings.inferred("actions", "joint_position", term);
    double limit =
        control.get("clip_actions").bool()
            ? control.get("action_clip_value").positive()
            : Double.POSITIVE_INFINITY;
    PerElement stiffness = gains("kp");
    return new ActionSpec(
        ActionSpec.Type.JOINT_POSITION,
        Optional.empty(),
        scale(configuration, control, stiffness),
        Optional.empty(),
        new Bounds(PerElement.of(-limit), PerElement.of(limit)),
        Bounds.NONE,
        stiffness,
        gains("kd"));
  }

  private PerElement gains(String key) {
    YamlNode list = experiment.metadata().get(key);
    List<Double> gains = list.list(YamlNode::number);
    if (gains.size() != joints.size()) {
      throw list.error()
          .expected(joints.size() + " numbers, one for each of dof_names")
          .found(gains.size() + " numbers")
          .build();
    }
    findings.inferred(key.equals("kp") ? "stiffness" : "damping", gains, list);
    return new PerElement(gains);
  }

  private PerElement scale(YamlNode configuration, YamlNode control, PerElement stiffness) {
    double scale = control.get("action_scale").number();
    findings.inferred("scale", scale, control.get("action_scale"));
    boolean byEffort =
        control
            .optional("action_scales_by_effort_limit_over_p_gain")
            .map(YamlNode::bool)
            .orElse(false);
    if (!byEffort) {
      return PerElement.of(scale);
    }
    YamlNode efforts = configuration.get("robot.dof_effort_limit_list");
    List<Double> limits = efforts.list(YamlNode::number);
    if (limits.size() != joints.size()) {
      throw efforts
          .error()
          .expected(joints.size() + " numbers")
          .found(limits.size() + " numbers")
          .build();
    }
    List<Double> scales = new ArrayList<>();
    for (int i = 0; i < limits.size(); i++) {
      double gain = stiffness.values().get(i);
      scales.add(gain == 0 ? 0 : scale * limits.get(i) / gain);
    }
    return new PerElement(scales);
  }

  private Optional<VelocityRange> velocityRange() {
    Optional<YamlNode> ranges = experiment.metadata().optional("command_ranges");
    if (ranges.isEmpty()) {
      return Optional.empty();
    }
    List<double[]> pairs =
        List.of("lin_vel_x", "lin_vel_y", "ang_vel_yaw").stream()
            .map(axis -> ranges.get().get(axis).doubles(2))
            .toList();
    return Optional.of(
        new VelocityRange(
            new Bounds(
                new PerElement(pairs.stream().map(pair -> pair[0]).toList()),
                new PerElement(pairs.stream().map(pair -> pair[1]).toList()))));
  }
}

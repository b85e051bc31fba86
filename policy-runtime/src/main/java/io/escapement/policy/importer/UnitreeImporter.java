package io.escapement.policy.importer;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.DefaultPose;
import io.escapement.policy.bundle.GoldenReader;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ModelTensors;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.Places;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.bundle.VelocityRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code deploy.yaml} of unitree_rl_lab as it is.
 *
 * <p>That file names no joints. {@code joint_ids_map[i]} is the motor of policy joint i, and motor
 * i is the robot model's i-th actuator. {@code default_joint_pos}, {@code scale} and {@code offset}
 * are in policy order, {@code stiffness} and {@code damping} in motor order.
 */
public final class UnitreeImporter implements Importer {

  private static final List<String> ROOT_KEYS =
      List.of(
          "joint_ids_map",
          "step_dt",
          "stiffness",
          "damping",
          "default_joint_pos",
          "commands",
          "actions",
          "observations");

  /** Creates the importer; called by the service loader. */
  public UnitreeImporter() {}

  @Override
  public String name() {
    return "unitree";
  }

  @Override
  public boolean recognises(DescriptorFile file) {
    return file.hasKeys("joint_ids_map", "step_dt");
  }

  @Override
  public Imported read(ImportRequest request) {
    Findings findings = new Findings(request);
    YamlNode root = YamlReader.read(request.descriptor(), request.files());
    KnownKeys.refuseOthers(root, ROOT_KEYS);
    List<Integer> motors = root.get("joint_ids_map").list(id -> id.integer(0, Integer.MAX_VALUE));
    ImportedModel model = ImportedModel.of(request);
    findings.inferred("period", root.get("step_dt").string() + " s", root.get("step_dt"));
    findings.inferred("joints", "actuators " + motors, root.get("joint_ids_map"));
    findings.inferred("default_pose", motors.size() + " positions", root.get("default_joint_pos"));
    findings.inferred("stiffness", "from motor to policy order", root.get("stiffness"));
    findings.inferred("damping", "from motor to policy order", root.get("damping"));
    findings.notice(
        "the descriptor names no joints: policy joints are the robot's actuators by number");
    PolicyBundle bundle = bundle(request, root, motors, model, findings);
    return findings.finish(() -> bundle);
  }

  private static PolicyBundle bundle(
      ImportRequest request,
      YamlNode root,
      List<Integer> motors,
      ImportedModel model,
      Findings findings) {
    YamlNode action = onlyAction(root);
    Map<String, Place> places = new HashMap<>();
    places.put("joints", Place.of(root.get("joint_ids_map")));
    places.put("default_pose", Place.of(root.get("default_joint_pos")));
    places.put("period", Place.of(root.get("step_dt")));
    places.put("actions", Place.of(action));
    findings.inferred("actions", "joint_position", action);
    UnitreeObservations observations = UnitreeObservations.of(root, motors, places);
    for (int i = 0; i < observations.terms().size(); i++) {
      Place place = places.get("observations[" + i + "]");
      findings.inferred(
          "observations[" + i + "]",
          observations.terms().get(i).term(),
          place.origin() + " " + place.key());
    }
    String input = model.input(request, List.of("obs"));
    String output = model.output(request, List.of("actions"));
    findings.inferred("input", input, "the model's tensors");
    findings.inferred("output", output, "the model's tensors");
    ActionSpec commanded = action(root, action, motors);
    int actions = commanded.scale().values().size();
    ObservationSize.check(
        Place.of(root.get("observations")),
        input,
        model.elements(summary -> summary.input(input)),
        observations.sizes(motors.size(), actions));
    ObservationSize.checkAction(
        Place.of(action), output, model.elements(summary -> summary.output(output)), actions);
    for (String key : List.of("model", "sha256", "input", "output", "golden", "form")) {
      places.put(key, request.place());
    }
    return PolicyBundle.builder(request.name().orElse("unitree"))
        .model(model.file())
        .tensors(ModelTensors.of(input, output))
        .periodNs(root.get("step_dt").durationNs())
        .joints(new JointSelection.OfActuators(motors))
        .defaultPose(
            new DefaultPose.Listed(
                ofLength(root.get("default_joint_pos"), motors.size(), "policy joint")))
        .velocityRange(velocityRange(root).orElse(null))
        .observations(observations.terms())
        .actions(List.of(commanded))
        .golden(request.golden().map(file -> GoldenReader.read(file, request.files())).orElse(null))
        .places(new Places(Place.of(root), places))
        .build();
  }

  private static YamlNode onlyAction(YamlNode root) {
    List<YamlNode.Member> actions = root.get("actions").members();
    if (actions.size() != 1 || !actions.get(0).key().equals("JointPositionAction")) {
      throw root.get("actions")
          .error()
          .expected("exactly one action, a JointPositionAction")
          .found(String.join(", ", root.get("actions").keys()))
          .build();
    }
    return actions.get(0).value();
  }

  private static ActionSpec action(YamlNode root, YamlNode action, List<Integer> motors) {
    KnownKeys.refuseOthers(action, List.of("clip", "joint_names", "scale", "offset", "joint_ids"));
    Optional<List<Integer>> subset = UnitreeKeys.jointIds(action, motors);
    List<Integer> commanded = subset.orElse(motors);
    int count = commanded.size();
    return new ActionSpec(
        ActionSpec.Type.JOINT_POSITION,
        subset.map(JointSelection.OfActuators::new),
        new PerElement(ofLength(action.get("scale"), count, "commanded joint")),
        Optional.of(new PerElement(ofLength(action.get("offset"), count, "commanded joint"))),
        Bounds.NONE,
        UnitreeKeys.perJointClip(action, count),
        byMotor(root.get("stiffness"), commanded),
        byMotor(root.get("damping"), commanded));
  }

  /** Takes the commanded joints' numbers out of a list in motor order. */
  private static PerElement byMotor(YamlNode list, List<Integer> commanded) {
    List<Double> byMotor = list.list(YamlNode::number);
    for (int motor : commanded) {
      if (motor >= byMotor.size()) {
        throw list.error()
            .expected("a number for each motor, at least " + (motor + 1))
            .found(byMotor.size() + " numbers")
            .build();
      }
    }
    return new PerElement(commanded.stream().map(byMotor::get).toList());
  }

  private static List<Double> ofLength(YamlNode list, int count, String what) {
    List<Double> numbers = list.list(YamlNode::number);
    if (numbers.size() != count) {
      throw list.error()
          .expected("a number for each " + what + ", " + count)
          .found(numbers.size() + " numbers")
          .build();
    }
    return numbers;
  }

  private static Optional<VelocityRange> velocityRange(YamlNode root) {
    return root.optional("commands.base_velocity.ranges")
        .map(
            ranges -> {
              List<double[]> pairs =
                  List.of("lin_vel_x", "lin_vel_y", "ang_vel_z").stream()
                      .map(axis -> ranges.get(axis).doubles(2))
                      .toList();
              return new VelocityRange(
                  new Bounds(
                      new PerElement(pairs.stream().map(pair -> pair[0]).toList()),
                      new PerElement(pairs.stream().map(pair -> pair[1]).toList())));
            });
  }
}

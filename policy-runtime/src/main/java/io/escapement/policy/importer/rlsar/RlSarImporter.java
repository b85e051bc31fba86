package io.escapement.policy.importer.rlsar;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.DefaultPose;
import io.escapement.policy.bundle.GoldenReader;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ModelTensors;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.Places;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedModel;
import io.escapement.policy.importer.Importer;
import io.escapement.policy.importer.TensorSizes;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Reads rl_sar's {@code config.yaml} of a policy and the {@code base.yaml} of its robot, which is
 * looked for in the folders above unless it is given as well.
 */
public final class RlSarImporter implements Importer {

  private static final BigDecimal NS = BigDecimal.valueOf(1_000_000_000);
  private static final String BASE = "base.yaml";

  /** Creates the importer; called by the service loader. */
  public RlSarImporter() {}

  @Override
  public String name() {
    return "rl_sar";
  }

  @Override
  public boolean recognises(DescriptorFile file) {
    return file.yaml().flatMap(RlSarImporter::only).filter(RlSarImporter::isOurs).isPresent();
  }

  private static boolean isOurs(YamlNode node) {
    return node.find("joint_mapping").isPresent()
        && (isPolicy(node) || node.find("joint_names").isPresent());
  }

  private static boolean isPolicy(YamlNode node) {
    return node.find("observations").isPresent() && node.find("rl_kp").isPresent();
  }

  /** Everything is nested under one key, the name of the robot or of the policy. */
  private static Optional<YamlNode> only(YamlNode root) {
    return root.isMapping()
            && root.members().size() == 1
            && root.members().get(0).value().isMapping()
        ? Optional.of(root.members().get(0).value())
        : Optional.empty();
  }

  @Override
  public Imported read(ImportRequest request) {
    request.descriptor();
    YamlNode root = config(request);
    String policyName = root.keys().get(0);
    RlSarParameters parameters =
        new RlSarParameters(
            only(root).orElseThrow(), base(request, root, policyName).flatMap(RlSarImporter::only));
    Findings findings = new Findings(request);
    List<Integer> mapping = parameters.mapping();
    findings.inferred("joint order", mapping, parameters.get("joint_mapping"));
    Function<List<Integer>, JointSelection> joints = joints(parameters, mapping, findings);
    Optional<Long> periodNs = period(parameters, findings);
    List<Double> pose = parameters.perJoint("default_dof_pos");
    findings.inferred("default_pose", pose, parameters.get("default_dof_pos"));
    RlSarObservations observations = new RlSarObservations(parameters, findings);
    List<ActionSpec> actions = new RlSarActions(parameters, joints).read();
    for (ActionSpec action : actions) {
      findings.inferred(
          "actions", action.type().name().toLowerCase(Locale.ROOT), parameters.get("action_scale"));
    }
    findings.inferred("scale", parameters.perJoint("action_scale"), parameters.get("action_scale"));
    findings.inferred("stiffness", parameters.perJoint("rl_kp"), parameters.get("rl_kp"));
    findings.inferred("damping", parameters.perJoint("rl_kd"), parameters.get("rl_kd"));
    notices(parameters, findings);
    Optional<ImportedModel> model = model(request, parameters, findings);
    Optional<ModelTensors> tensors = model.map(one -> tensors(request, one, findings));
    model.ifPresent(
        one ->
            TensorSizes.require(
                request, one, tensors.orElseThrow(), observations.size(), parameters.jointCount()));
    return findings.finish(
        () ->
            PolicyBundle.builder(
                    request.name().orElse(policyName.replaceAll("[^A-Za-z0-9_.-]", "-")))
                .model(model.orElseThrow().file())
                .tensors(tensors.orElseThrow())
                .periodNs(periodNs.orElseThrow())
                .joints(joints.apply(indices(mapping.size())))
                .defaultPose(new DefaultPose.Listed(pose))
                .observations(observations.terms())
                .actions(actions)
                .golden(
                    request
                        .golden()
                        .map(file -> GoldenReader.read(file, request.files()))
                        .orElse(null))
                .places(places(request, parameters))
                .build());
  }

  private static List<Integer> indices(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** The policy's file among those that the user named, in whatever order. */
  private static YamlNode config(ImportRequest request) {
    for (Path file : request.descriptors()) {
      YamlNode root = YamlReader.read(file, request.files());
      if (only(root).filter(RlSarImporter::isPolicy).isPresent()) {
        return root;
      }
    }
    throw request
        .place()
        .error()
        .summary("there is no policy in " + Origin.display(request.descriptor()))
        .expected("a config.yaml: one key, under it observations, rl_kp, joint_mapping and more")
        .remedy("name the policy's config.yaml; base.yaml is found in the folders above it")
        .build();
  }

  private static Optional<YamlNode> base(ImportRequest request, YamlNode config, String policy) {
    String robot = policy.contains("/") ? policy.substring(0, policy.indexOf('/')) : policy;
    for (Path file : request.descriptors()) {
      YamlNode root = YamlReader.read(file, request.files());
      if (isBase(root)) {
        return Optional.of(ofRobot(root, robot));
      }
    }
    FileSource files = request.files();
    Path folder = config.origin().base();
    for (int up = 0; up < 4 && folder != null; up++) {
      Path candidate = folder.resolve(BASE);
      if (files.exists(candidate)) {
        YamlNode root = YamlReader.read(candidate, files);
        if (isBase(root)) {
          return Optional.of(ofRobot(root, robot));
        }
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }

  private static boolean isBase(YamlNode root) {
    return only(root)
        .filter(node -> node.find("joint_names").isPresent() && !isPolicy(node))
        .isPresent();
  }

  private static YamlNode ofRobot(YamlNode root, String robot) {
    if (!root.keys().get(0).equals(robot)) {
      throw root.error()
          .summary("this is another robot's file")
          .expected("\"" + robot + "\", with which the policy's name begins")
          .found("\"" + root.keys().get(0) + "\"")
          .build();
    }
    return root;
  }

  private static Function<List<Integer>, JointSelection> joints(
      RlSarParameters parameters, List<Integer> mapping, Findings findings) {
    Optional<YamlNode> names = parameters.find("joint_names");
    if (names.isEmpty()) {
      findings.notice(
          "without base.yaml no joint has a name: policy joints are the robot's actuators by"
              + " number");
      return group -> new JointSelection.OfActuators(group.stream().map(mapping::get).toList());
    }
    List<String> inRobotOrder = names.get().strings();
    findings.inferred("joints", inRobotOrder.size() + " names", names.get());
    return group ->
        new JointSelection.Named(
            group.stream().map(joint -> inRobotOrder.get(mapping.get(joint))).toList());
  }

  private static Optional<Long> period(RlSarParameters parameters, Findings findings) {
    Optional<YamlNode> dt = parameters.find("dt");
    Optional<YamlNode> decimation = parameters.find("decimation");
    if (dt.isEmpty() || decimation.isEmpty()) {
      return findings.ask(
          "period",
          "the time between two inferences; it is dt * decimation of base.yaml, which was not found",
          "20ms",
          YamlNode::durationNs);
    }
    dt.get().positive();
    BigDecimal ns =
        new BigDecimal(dt.get().string())
            .multiply(BigDecimal.valueOf(decimation.get().integer(1, 1_000_000)))
            .multiply(NS);
    findings.inferred(
        "period",
        "dt * decimation = " + ns.movePointLeft(6).stripTrailingZeros().toPlainString() + " ms",
        dt.get());
    return Optional.of(ns.longValueExact());
  }

  private static void notices(RlSarParameters parameters, Findings findings) {
    if (parameters.find("fixed_kp").isPresent()) {
      findings.notice(
          "fixed_kp and fixed_kd are the gains of standing up, which robot.yaml has of its own");
    }
    if (parameters.find("torque_limits").isPresent()) {
      findings.notice(
          "torque_limits are not part of a policy: the robot's own limits hold, and are enforced");
    }
  }

  private static Optional<ImportedModel> model(
      ImportRequest request, RlSarParameters parameters, Findings findings) {
    if (request.model().isPresent()) {
      return Optional.of(ImportedModel.of(request));
    }
    YamlNode named = parameters.get("model_name");
    if (ImportRequest.isModel(named.path())) {
      findings.inferred("model", named.string(), named);
      return Optional.of(ImportedModel.of(request.withModel(named.path())));
    }
    findings.missing(
        "model",
        "the ONNX file of the policy: the descriptor names " + named.string() + ", which is none",
        "policy.onnx");
    return Optional.empty();
  }

  private static ModelTensors tensors(
      ImportRequest request, ImportedModel model, Findings findings) {
    String input = model.input(request, List.of("obs", "input"));
    String output = model.output(request, List.of("actions", "output"));
    findings.inferred("input", input, "the model's tensors");
    findings.inferred("output", output, "the model's tensors");
    return ModelTensors.of(input, output);
  }

  private static Places places(ImportRequest request, RlSarParameters parameters) {
    Map<String, Place> places = new HashMap<>();
    places.put("joints", Place.of(parameters.get("joint_mapping")));
    places.put("default_pose", Place.of(parameters.get("default_dof_pos")));
    places.put("observations", Place.of(parameters.get("observations")));
    places.put("actions", Place.of(parameters.get("action_scale")));
    parameters.find("dt").ifPresent(node -> places.put("period", Place.of(node)));
    for (String key : List.of("model", "sha256", "input", "output", "golden", "form")) {
      places.put(key, request.place());
    }
    return new Places(Place.of(parameters.config()), places);
  }
}

package io.escapement.policy.importer.told;

import io.escapement.controller.config.Sha256;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.policy.bundle.ModelFile;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.Places;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.ImportedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code policy.yaml} that is put together from what a user says and what a tool fixes, and then
 * read like any other, so that the same checks and the same errors hold. Used by one thread.
 */
final class ToldPolicy {

  private static final List<String> OF_ACTION =
      List.of("type", "scale", "offset", "raw_clip", "clip", "stiffness", "damping");

  private final ImportRequest request;
  private final Findings findings;
  private final Map<String, YamlNode> values = new LinkedHashMap<>();

  ToldPolicy(ImportRequest request, Findings findings) {
    this.request = request;
    this.findings = findings;
  }

  /** Asks for the period, the joints, their default pose, the terms and the action's numbers. */
  void askForTheRest() {
    ask("period", "the time between two inferences", "20ms");
    ask(
        "joints",
        "the joints in the order of the action's elements: names, or \"robot\" for the robot's own"
            + " order",
        "[FR_hip_joint, FR_thigh_joint]");
    ask(
        "default_pose",
        "the positions that observed and commanded joint positions are relative to, rad or m:"
            + " numbers in the order of the joints, or \"robot\" for robot.yaml's",
        "robot");
    ask(
        "observations",
        "the terms in the order in which the observation was put together, names or mappings as in"
            + " policy.yaml",
        "[base_angular_velocity, projected_gravity, joint_position, joint_velocity]");
    option("type");
    ask("scale", "the factor from an action to a command, rad, m, Nm or N", "0.5");
    option("offset");
    boolean position =
        !values.containsKey("type") || values.get("type").string().equals("joint_position");
    if (position) {
      ask("stiffness", "the gain of the position loop, Nm/rad or N/m", "35");
      ask("damping", "the gain of the velocity loop, Nm s/rad or N s/m", "0.5");
    } else {
      option("damping");
    }
    option("velocity");
    option("unnamed");
  }

  /** Asks for a value, unless a file has said it. */
  void ask(String key, String what, String example) {
    if (!values.containsKey(key)) {
      findings.ask(key, what, example, node -> node).ifPresent(node -> values.put(key, node));
    }
  }

  /** Takes a value that need not be there, unless a file has said it. */
  void option(String key) {
    if (!values.containsKey(key)) {
      findings.option(key, node -> node).ifPresent(node -> values.put(key, node));
    }
  }

  /** Takes over a value that a file says, as it stands there. */
  void fromFile(String key, YamlNode value, YamlNode source) {
    values.put(key, value);
    findings.inferred(key, value.shown(), source);
  }

  /** Sets a value that the tool fixes. */
  void fixed(String key, String yaml) {
    values.put(key, node(yaml));
  }

  /** Sets a value. */
  void set(String key, YamlNode value) {
    values.put(key, value);
  }

  Optional<YamlNode> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** A value of its own, placed where the import was asked for. */
  YamlNode node(String yaml) {
    return YamlReader.parse(
            "v: " + yaml, request.place().origin().source(), request.place().origin().base())
        .get("v");
  }

  /** Puts the bundle together; everything that was asked for is there. */
  PolicyBundle bundle(ImportedModel model, String input, String output, String name) {
    ModelFile file = model.file();
    String hash = Sha256.of(file.read(request.files(), new Places(request.place(), Map.of())));
    YamlNode root =
        node("{}")
            .with("name", node(quoted(request.name().orElse(name))))
            .with("model", node(quoted(file.path().toAbsolutePath().toString())))
            .with("sha256", node(quoted(hash)))
            .with("input", node(quoted(input)))
            .with("output", node(quoted(output)))
            .with("period", values.get("period"))
            .with("joints", joints())
            .with("default_pose", values.get("default_pose"))
            .with("observations", observations());
    for (String key : List.of("normaliser", "head", "unnamed")) {
      if (values.containsKey(key)) {
        root = root.with(key, values.get(key));
      }
    }
    if (values.containsKey("velocity")) {
      root = root.with("commands", node("{}").with("velocity", values.get("velocity")));
    }
    if (request.golden().isPresent()) {
      root = root.with("golden", node(quoted(request.golden().get().toAbsolutePath().toString())));
    }
    return BundleReader.read(root.with("actions", action()), request.files());
  }

  private YamlNode action() {
    YamlNode action = node("{}");
    for (String key : OF_ACTION) {
      YamlNode value = values.get(key);
      if (value != null) {
        action = action.with(key, value);
      }
    }
    if (!values.containsKey("type")) {
      action = action.with("type", node("joint_position"));
    }
    if (!values.containsKey("offset")) {
      boolean position = action.get("type").string().equals("joint_position");
      action = action.with("offset", node(position ? "default_pose" : "0"));
    }
    return action;
  }

  private YamlNode joints() {
    YamlNode said = values.get("joints");
    if (!said.isScalar() || !said.string().equals("robot")) {
      return said;
    }
    List<String> names =
        request
            .robot()
            .orElseThrow(
                () ->
                    said.error()
                        .summary("the robot's order is not known")
                        .expected("the names of the joints, or a robot beside the import")
                        .remedy("give the robot: --robot robot.yaml")
                        .build())
            .actuators()
            .stream()
            .filter(actuator -> actuator.jointIndex() >= 0)
            .map(actuator -> request.robot().get().joints().get(actuator.jointIndex()).name())
            .toList();
    return node(names.stream().map(ToldPolicy::quoted).toList().toString());
  }

  /**
   * Makes terms that show the previous action, and that the user gave no numbers of their own, show
   * what the environment saw of it.
   *
   * @param scale from an action to what the environment saw, as YAML; empty if that is more than a
   *     factor, since a first observation shows zero
   */
  void rescalePreviousAction(Optional<String> scale) {
    YamlNode said = values.get("observations");
    List<YamlNode> terms = new ArrayList<>();
    for (YamlNode term : said.items()) {
      boolean plain = term.isScalar() && term.string().equals("previous_action");
      terms.add(plain ? rescaled(term, scale) : term);
    }
    values.put("observations", said.withItems(terms));
  }

  private YamlNode rescaled(YamlNode term, Optional<String> scale) {
    if (scale.isEmpty()) {
      throw term.error()
          .summary("it is not known what the environment showed of the previous action")
          .expected(
              "the term with a scale and an offset, since the action's limits are not symmetric")
          .remedy("{term: previous_action, scale: 1} shows the action between -1 and 1")
          .build();
    }
    findings.notice(
        "previous_action is observed as the environment saw it, mapped to the action's limits");
    return node("{}").with("term", term).with("scale", node(scale.get()));
  }

  /** A term may be just its name. */
  private YamlNode observations() {
    YamlNode said = values.get("observations");
    List<YamlNode> terms = new ArrayList<>();
    for (YamlNode term : said.items()) {
      terms.add(term.isMapping() ? term : node("{}").with("term", term));
    }
    return said.withItems(terms);
  }

  /** Where what the user said stands. */
  Place place() {
    return request.place();
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

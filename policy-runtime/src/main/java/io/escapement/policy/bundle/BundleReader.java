package io.escapement.policy.bundle;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlNode.Member;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a bundle in its native form, {@code policy.yaml}. */
public final class BundleReader {

  /** Name of the schema resource that a bundle is checked against. */
  public static final String SCHEMA = "policy.schema.json";

  private static final Set<String> COMMON_TERM_KEYS =
      Set.of("term", "joints", "scale", "offset", "raw_clip", "clip", "history");

  private final FileSource files;
  private final Map<String, Place> places = new HashMap<>();

  private BundleReader(FileSource files) {
    this.files = files;
  }

  /**
   * Reads a bundle. The model is not touched; golden vectors in a file of their own are read.
   *
   * @param root the root of {@code policy.yaml}, or the same mapping inside another file
   * @param files where files come from
   * @return the bundle
   * @throws io.escapement.controller.config.ConfigurationException if a key is unknown, missing or
   *     wrong; every violation of the schema is reported at once
   * @throws io.escapement.controller.config.PreflightException if the golden vectors' file is
   *     absent
   */
  public static PolicyBundle read(YamlNode root, FileSource files) {
    SchemaCheck.of(SCHEMA).check(root);
    return new BundleReader(files).bundle(root);
  }

  private PolicyBundle bundle(YamlNode root) {
    note("", root);
    YamlNode actions = root.get("actions");
    if (actions.isMapping()) {
      note("actions[0]", actions);
    }
    Optional<ModelFile> model = root.optional("model").map(node -> model(root, node));
    YamlNode form = root.optional("form").orElse(null);
    PolicyBundleBuilder bundle =
        PolicyBundle.builder(
            root.optional("name")
                .map(YamlNode::string)
                .or(() -> model.map(BundleReader::stem))
                .orElse("policy"));
    if (form != null) {
      bundle.form(form.isMapping() ? form.get("type").string() : form.string());
      bundle.formSettings(form.isMapping() ? form : null);
    }
    return bundle
        .model(model.orElse(null))
        .tensors(model.isPresent() ? tensors(root) : ModelTensors.NONE)
        .periodNs(periodNs(root.get("period")))
        .joints(joints(root.get("joints")))
        .defaultPose(
            root.optional("default_pose").map(BundleReader::pose).orElse(new DefaultPose.OfRobot()))
        .velocityRange(
            root.optional("commands.velocity").map(BundleReader::velocityRange).orElse(null))
        .observations(
            root.optional("observations")
                .map(node -> node.list(BundleReader::observation))
                .orElse(List.of()))
        .actions(
            actions.isMapping() ? List.of(action(actions)) : actions.list(BundleReader::action))
        .unnamedPassive(root.optional("unnamed").isPresent())
        .golden(root.optional("golden").map(node -> GoldenReader.read(node, files)).orElse(null))
        .places(new Places(Place.of(root), places))
        .build();
  }

  private static ModelFile model(YamlNode root, YamlNode path) {
    return new ModelFile(path.path(), Optional.of(ModelFile.sha256(root.get("sha256"))));
  }

  private static ModelTensors tensors(YamlNode root) {
    return ModelTensors.of(root.get("input").string(), root.get("output").string());
  }

  /** Remembers where a value and everything below it was written, relative to the root. */
  private void note(String path, YamlNode node) {
    places.put(path, Place.of(node));
    if (node.isMapping()) {
      for (Member member : node.members()) {
        note(path.isEmpty() ? member.key() : path + "." + member.key(), member.value());
      }
    } else if (node.isSequence()) {
      for (int i = 0; i < node.items().size(); i++) {
        note(path + "[" + i + "]", node.items().get(i));
      }
    }
  }

  private static String stem(ModelFile model) {
    String file = String.valueOf(model.path().getFileName());
    return file.endsWith(".onnx") ? file.substring(0, file.length() - 5) : file;
  }

  private static long periodNs(YamlNode node) {
    long periodNs = node.durationNs();
    if (periodNs == 0) {
      throw node.error().expected("a duration > 0").found(node.shown()).build();
    }
    return periodNs;
  }

  private static JointSelection joints(YamlNode node) {
    if (node.isMapping()) {
      return new JointSelection.OfActuators(
          node.get("actuators").list(index -> index.integer(0, Integer.MAX_VALUE)));
    }
    return new JointSelection.Named(node.strings());
  }

  private static DefaultPose pose(YamlNode node) {
    if (node.isScalar()) {
      return new DefaultPose.OfRobot();
    }
    if (node.isSequence()) {
      return new DefaultPose.Listed(node.list(YamlNode::number));
    }
    Map<String, Double> positions = new LinkedHashMap<>();
    node.members().forEach(m -> positions.put(m.key(), m.value().number()));
    return new DefaultPose.Named(positions);
  }

  private static VelocityRange velocityRange(YamlNode node) {
    List<Bounds> pairs = List.of("vx", "vy", "wz").stream().map(k -> pair(node.get(k))).toList();
    return new VelocityRange(joined(pairs));
  }

  private static ObservationSpec observation(YamlNode node) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Member member : node.members()) {
      if (!COMMON_TERM_KEYS.contains(member.key())) {
        parameters.put(member.key(), member.value().string());
      }
    }
    return new ObservationSpec(
        node.get("term").string(),
        parameters,
        node.optional("joints").map(BundleReader::joints),
        new Conditioning(
            numbers(node, "scale").orElse(PerElement.ONE),
            numbers(node, "offset").orElse(PerElement.ZERO),
            bounds(node, "raw_clip"),
            bounds(node, "clip")),
        node.optional("history").map(BundleReader::history).orElse(History.NONE));
  }

  private static History history(YamlNode node) {
    return new History(
        node.get("length").integer(1, 10_000),
        node.get("order").oneOf(History.Order.class),
        node.get("stacking").oneOf(History.Stacking.class));
  }

  private static ActionSpec action(YamlNode node) {
    ActionSpec.Type type = node.get("type").oneOf(ActionSpec.Type.class);
    boolean position = type == ActionSpec.Type.JOINT_POSITION;
    boolean toPose = node.get("offset").isString();
    if (toPose && !position) {
      throw node.get("offset")
          .error()
          .expected("a number, or one for each joint, in Nm or N")
          .found("default_pose")
          .remedy("write 0 for no offset")
          .build();
    }
    return new ActionSpec(
        type,
        node.optional("joints").map(BundleReader::joints),
        numbers(node.get("scale")),
        toPose ? Optional.empty() : numbers(node, "offset"),
        bounds(node, "raw_clip"),
        bounds(node, "clip"),
        // Only a position target means nothing without gains.
        position
            ? numbers(node.get("stiffness"))
            : numbers(node, "stiffness").orElse(PerElement.ZERO),
        position ? numbers(node.get("damping")) : numbers(node, "damping").orElse(PerElement.ZERO));
  }

  private static Optional<PerElement> numbers(YamlNode parent, String key) {
    return parent.optional(key).map(BundleReader::numbers);
  }

  private static PerElement numbers(YamlNode node) {
    if (node.isSequence()) {
      return new PerElement(node.list(YamlNode::number));
    }
    return PerElement.of(node.number());
  }

  private static Bounds bounds(YamlNode parent, String key) {
    YamlNode node = parent.optional(key).orElse(null);
    if (node == null) {
      return Bounds.NONE;
    }
    boolean perElement = !node.items().isEmpty() && node.items().get(0).isSequence();
    return perElement ? joined(node.list(BundleReader::pair)) : pair(node);
  }

  private static Bounds pair(YamlNode node) {
    List<Double> pair = node.list(YamlNode::limit);
    if (pair.size() != 2 || pair.get(0) > pair.get(1)) {
      throw node.error().expected("[least, greatest]").found(pair.toString()).build();
    }
    return new Bounds(PerElement.of(pair.get(0)), PerElement.of(pair.get(1)));
  }

  private static Bounds joined(List<Bounds> pairs) {
    return new Bounds(
        new PerElement(pairs.stream().map(pair -> pair.low().values().get(0)).toList()),
        new PerElement(pairs.stream().map(pair -> pair.high().values().get(0)).toList()));
  }
}

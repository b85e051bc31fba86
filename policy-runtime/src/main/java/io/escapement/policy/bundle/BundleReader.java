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

/** Reads a bundle in its native form, {@code policy.yaml}. */
public final class BundleReader {

  /** Name of the schema resource that a bundle is checked against. */
  public static final String SCHEMA = "policy.schema.json";

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
    long periodNs = periodNs(root.get("period"));
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
      refuseKeysOfFeedforward(form);
    }
    return bundle
        .model(model.orElse(null))
        .tensors(model.isPresent() ? TensorsReader.read(root, periodNs, files) : ModelTensors.NONE)
        .periodNs(periodNs)
        .joints(ElementsReader.joints(root.get("joints")))
        .defaultPose(
            root.optional("default_pose").map(BundleReader::pose).orElse(new DefaultPose.OfRobot()))
        .velocityRange(
            root.optional("commands.velocity").map(BundleReader::velocityRange).orElse(null))
        .observations(
            root.optional("observations")
                .map(node -> new ObservationReader(periodNs).read(node))
                .orElse(List.of()))
        .actions(
            actions.isMapping() ? List.of(action(actions)) : actions.list(BundleReader::action))
        .seed(
            root.optional("seed").map(node -> (long) node.integer(0, Integer.MAX_VALUE)).orElse(0L))
        .unnamedPassive(root.optional("unnamed").isPresent())
        .evaluate(
            root.optional("evaluate")
                .map(node -> EvaluateReader.read(root, node, periodNs))
                .orElse(null))
        .chunk(root.optional("chunk").map(node -> chunk(root, node)).orElse(null))
        .sampler(root.optional("sampler").map(node -> sampler(root, node)).orElse(null))
        .execution(root.optional("execution").flatMap(node -> execution(root, node)).orElse(null))
        .normaliser(
            root.optional("normaliser")
                .map(node -> NormaliserReader.read(node, files))
                .orElse(null))
        .head(root.optional("head").map(HeadReader::read).orElse(null))
        .golden(root.optional("golden").map(node -> GoldenReader.read(node, files)).orElse(null))
        .places(new Places(Place.of(root), places))
        .build();
  }

  private static SamplerSpec sampler(YamlNode root, YamlNode node) {
    if (!root.has("chunk") || root.has("head")) {
      throw node.error()
          .summary("a sampler makes a chunk, and no head comes after it")
          .expected("the key \"chunk\" and no \"head\"")
          .build();
    }
    SamplerSpec sampler = SamplerReader.read(node);
    boolean beside = root.optional("execution").flatMap(ChunkReader::execution).isPresent();
    if (sampler.guidance().isPresent() && !beside) {
      throw node.get("guidance")
          .error()
          .summary("inline a chunk takes no time, and nothing of the one before is executed")
          .remedy("leave guidance out, or set execution: {mode: asynchronous}")
          .build();
    }
    return sampler;
  }

  private static ChunkSpec chunk(YamlNode root, YamlNode node) {
    return ChunkReader.chunk(node, periodNs(root.get("period")));
  }

  private static Optional<ExecutionSpec> execution(YamlNode root, YamlNode node) {
    Optional<ExecutionSpec> execution = ChunkReader.execution(node);
    if (execution.isPresent() && !root.has("chunk")) {
      throw node.error()
          .summary("a policy that runs beside the loop says how long its actions last")
          .expected("the key \"chunk\"")
          .remedy("for one action an inference: chunk: {length: 1, step: <the period>}")
          .build();
    }
    return execution;
  }

  private static ModelFile model(YamlNode root, YamlNode path) {
    return new ModelFile(path.path(), Optional.of(ModelFile.sha256(root.get("sha256"))));
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
    List<Bounds> pairs =
        List.of("vx", "vy", "wz").stream().map(k -> ElementsReader.pair(node.get(k))).toList();
    return new VelocityRange(ElementsReader.joined(pairs));
  }

  private static ActionSpec action(YamlNode node) {
    ActionSpec.Type type = node.get("type").oneOf(ActionSpec.Type.class);
    boolean position = type == ActionSpec.Type.JOINT_POSITION;
    boolean residual = type == ActionSpec.Type.RESIDUAL;
    if (residual) {
      refuseKeysOfCommands(node);
    }
    boolean toPose = !residual && node.get("offset").isString();
    if (toPose && !position) {
      throw node.get("offset")
          .error()
          .expected("a number, or one for each joint, in Nm or N")
          .found("default_pose")
          .remedy("write 0 for no offset")
          .build();
    }
    boolean velocity = type == ActionSpec.Type.JOINT_VELOCITY;
    Optional<YamlNode> stiffness = node.optional("stiffness");
    if (velocity && !stiffness.map(one -> ElementsReader.numbers(one).isAll(0)).orElse(true)) {
      throw stiffness
          .get()
          .error()
          .summary("a joint that is commanded a velocity is not held at a position")
          .expected("0")
          .found(stiffness.get().shown())
          .remedy("leave the key out")
          .build();
    }
    return new ActionSpec(
        type,
        node.optional("joints").map(ElementsReader::joints),
        ElementsReader.numbers(node.get("scale")),
        toPose
            ? Optional.empty()
            : Optional.of(ElementsReader.numbers(node, "offset").orElse(PerElement.ZERO)),
        ElementsReader.bounds(node, "raw_clip"),
        ElementsReader.bounds(node, "clip"),
        // Targets of positions and velocities mean nothing without gains.
        position
            ? ElementsReader.numbers(node.get("stiffness"))
            : ElementsReader.numbers(node, "stiffness").orElse(PerElement.ZERO),
        position || velocity
            ? ElementsReader.numbers(node.get("damping"))
            : ElementsReader.numbers(node, "damping").orElse(PerElement.ZERO));
  }

  private static void refuseKeysOfCommands(YamlNode residual) {
    for (String key : List.of("offset", "stiffness", "damping")) {
      if (residual.has(key)) {
        throw residual
            .get(key)
            .error()
            .summary("a residual has no key \"" + key + "\": that of the base counts")
            .remedy("leave the key out")
            .build();
      }
    }
  }

  private static void refuseKeysOfFeedforward(YamlNode form) {
    boolean plain = form.isMapping() && form.get("type").string().equals(PolicyBundle.FEEDFORWARD);
    for (YamlNode.Member member : plain ? form.members() : List.<YamlNode.Member>of()) {
      if (!member.key().equals("type")) {
        throw member
            .value()
            .error()
            .summary("the form feedforward has no key \"" + member.key() + "\" of its own")
            .remedy("write it beside \"form\", or name the form that has it")
            .build();
      }
    }
  }
}

package io.escapement.policy.bundle;

import io.escapement.controller.config.YamlNode;
import java.util.Optional;

/** Reads the key {@code sampler} of a bundle. */
final class SamplerReader {

  private static final int MOST_STEPS = 10_000;
  private static final double DEFAULT_CAP = 10;

  private enum Direction {
    UP,
    DOWN
  }

  private SamplerReader() {}

  static SamplerSpec read(YamlNode node) {
    SamplerSpec.Type type = node.get("type").oneOf(SamplerSpec.Type.class);
    boolean flow = type == SamplerSpec.Type.FLOW;
    if (flow && (node.has("training_steps") || node.has("clip"))) {
      throw node.error()
          .summary("a flow has neither training steps nor a clip")
          .remedy("leave training_steps and clip out")
          .build();
    }
    if (!flow && (node.has("direction") || node.has("guidance"))) {
      throw node.error()
          .summary("only a flow has a direction and a guidance")
          .remedy("leave them out, or set type: flow")
          .build();
    }
    if (flow && !node.has("direction")) {
      throw node.error()
          .expected("direction: down (openpi, LeRobot: 1 is noise) or up (Kinetix: 0 is noise)")
          .build();
    }
    int steps = node.get("steps").integer(1, MOST_STEPS);
    int training = node.optional("training_steps").map(n -> n.integer(1, MOST_STEPS)).orElse(100);
    if (!flow && steps > training) {
      throw node.get("steps").error().expected("at most " + training).found(steps + "").build();
    }
    return new SamplerSpec(
        type,
        steps,
        new ModelFile(node.get("model").path(), Optional.of(ModelFile.sha256(node.get("sha256")))),
        new SamplerSpec.Tensors(
            name(node, "inputs.sample", "x_t"),
            name(node, "inputs.time", "t"),
            name(node, "inputs.condition", "cond"),
            name(node, "output", flow ? "v" : "eps")),
        flow && node.get("direction").oneOf(Direction.class) == Direction.UP,
        training,
        node.optional("clip").map(YamlNode::positive).orElse(1.0),
        node.optional("guidance").map(SamplerReader::guidance));
  }

  private static String name(YamlNode node, String key, String otherwise) {
    return node.optional(key).map(YamlNode::string).orElse(otherwise);
  }

  private static SamplerSpec.Guidance guidance(YamlNode node) {
    return new SamplerSpec.Guidance(
        node.optional("cap").map(YamlNode::positive).orElse(DEFAULT_CAP),
        node.optional("schedule")
            .map(n -> n.oneOf(PrefixSchedule.class))
            .orElse(PrefixSchedule.LINEAR));
  }
}

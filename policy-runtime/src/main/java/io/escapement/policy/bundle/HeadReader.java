package io.escapement.policy.bundle;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.ParameterSpec.Mapping;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the key {@code head} of a bundle. */
public final class HeadReader {

  private static final String SECOND_HALF = "second_half";

  private static final Set<String> GAUSSIAN =
      Set.of("type", "log_std", "std", "mapping", "range", "offset", "sample");
  private static final Set<String> BETA =
      Set.of("type", "beta", "mapping", "range", "offset", "bounds", "deterministic", "sample");

  private HeadReader() {}

  private enum Type {
    DETERMINISTIC,
    TANH,
    GAUSSIAN,
    TANH_GAUSSIAN,
    BETA
  }

  /**
   * Reads a head.
   *
   * @param node the mapping
   * @return the head
   * @throws io.escapement.controller.config.ConfigurationException if a key is missing, wrong, or
   *     not one of this type of head
   */
  public static HeadSpec read(YamlNode node) {
    Type type = node.get("type").oneOf(Type.class);
    return switch (type) {
      case DETERMINISTIC -> {
        only(node, Set.of("type"));
        yield new HeadSpec.Deterministic();
      }
      case TANH -> {
        only(node, Set.of("type"));
        yield new HeadSpec.Tanh();
      }
      case GAUSSIAN -> gaussian(node, false);
      case TANH_GAUSSIAN -> gaussian(node, true);
      case BETA -> beta(node);
    };
  }

  private static HeadSpec gaussian(YamlNode node, boolean squashed) {
    only(node, GAUSSIAN);
    if (node.has("log_std") == node.has("std")) {
      throw node.error()
          .expected("either \"log_std\" or \"std\"")
          .found(node.has("std") ? "both" : "neither")
          .remedy("say where the spread stands: a number, a list, second_half, or {output: tensor}")
          .build();
    }
    HeadSpec.Scale scale = node.has("std") ? HeadSpec.Scale.STD : HeadSpec.Scale.LOG_STD;
    YamlNode spread = node.get(scale == HeadSpec.Scale.STD ? "std" : "log_std");
    ParameterSpec parameter = parameter(node, spread);
    if (scale == HeadSpec.Scale.STD && parameter.source() instanceof ParameterSpec.Constant std) {
      boolean positive = std.values().values().stream().allMatch(value -> value > 0);
      if (!positive && parameter.mapping() == Mapping.NONE) {
        throw spread.error().expected("standard deviations > 0").found(spread.shown()).build();
      }
    }
    return new HeadSpec.Gaussian(parameter, scale, squashed, sample(node));
  }

  private static HeadSpec beta(YamlNode node) {
    only(node, BETA);
    YamlNode second = node.get("beta");
    if (second.isNumber() || second.isSequence()) {
      throw second
          .error()
          .expected("second_half, or {output: tensor}")
          .found(second.shown())
          .build();
    }
    Bounds bounds =
        node.has("bounds")
            ? ElementsReader.bounds(node, "bounds")
            : new Bounds(PerElement.ZERO, PerElement.ONE);
    HeadSpec.Centre centre =
        node.optional("deterministic")
            .map(word -> word.oneOf(HeadSpec.Centre.class))
            .orElse(HeadSpec.Centre.MEAN);
    if (!finiteAndApart(bounds)) {
      throw node.get("bounds")
          .error()
          .expected("[least, greatest], finite and apart")
          .found(node.get("bounds").shown())
          .build();
    }
    return new HeadSpec.Beta(parameter(node, second), bounds, centre, sample(node));
  }

  private static boolean finiteAndApart(Bounds bounds) {
    int count = Math.max(bounds.low().values().size(), bounds.high().values().size());
    double[] low = bounds.low().expand(count);
    double[] high = bounds.high().expand(count);
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(high[i] - low[i]) || high[i] <= low[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean sample(YamlNode node) {
    return node.optional("sample").map(YamlNode::bool).orElse(false);
  }

  private static ParameterSpec parameter(YamlNode head, YamlNode source) {
    Mapping mapping =
        head.optional("mapping").map(word -> word.oneOf(Mapping.class)).orElse(Mapping.NONE);
    boolean ranged = mapping == Mapping.CLAMP || mapping == Mapping.TANH;
    refuse(head, "range", !ranged, "the mappings clamp and tanh");
    refuse(head, "offset", mapping != Mapping.SOFTPLUS, "the mapping softplus");
    double low = 0;
    double high = 0;
    if (ranged) {
      List<Double> range = head.get("range").list(YamlNode::number);
      if (range.size() != 2 || range.get(0) >= range.get(1)) {
        throw head.get("range")
            .error()
            .expected("[least, greatest]")
            .found(range.toString())
            .build();
      }
      low = range.get(0);
      high = range.get(1);
    }
    double offset = head.optional("offset").map(YamlNode::number).orElse(0.0);
    return new ParameterSpec(source(source), mapping, low, high, offset);
  }

  private static ParameterSpec.Source source(YamlNode node) {
    if (node.isMapping()) {
      return new ParameterSpec.OfOutput(node.get("output").string());
    }
    if (node.isString()) {
      if (!node.string().equals(SECOND_HALF)) {
        throw node.error()
            .expected("a number, a list, second_half, or {output: tensor}")
            .found(node.shown())
            .remedy("for a tensor of that name write {output: " + node.string() + "}")
            .build();
      }
      return new ParameterSpec.SecondHalf();
    }
    return new ParameterSpec.Constant(ElementsReader.numbers(node));
  }

  private static void refuse(YamlNode head, String key, boolean unused, String user) {
    Optional<YamlNode> value = head.optional(key);
    if (unused && value.isPresent()) {
      throw value
          .get()
          .error()
          .summary("nothing uses the key \"" + key + "\"; it belongs to " + user)
          .remedy("remove it, or say which mapping is meant")
          .build();
    }
  }

  private static void only(YamlNode node, Set<String> keys) {
    for (YamlNode.Member member : node.members()) {
      if (!keys.contains(member.key())) {
        throw member
            .value()
            .error()
            .summary(
                "a head of the type "
                    + node.get("type").string()
                    + " has no key \""
                    + member.key()
                    + "\"")
            .remedy(NearestNames.remedy(member.key(), keys))
            .build();
      }
    }
  }
}

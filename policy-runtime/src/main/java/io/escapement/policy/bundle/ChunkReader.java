package io.escapement.policy.bundle;

import io.escapement.controller.config.YamlNode;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the keys {@code chunk} and {@code execution} of a bundle. */
final class ChunkReader {

  private static final int MOST = 100_000;

  private enum Mode {
    INLINE,
    ASYNCHRONOUS
  }

  private ChunkReader() {}

  /**
   * Reads a chunk.
   *
   * @param node the mapping
   * @param periodNs time between two inferences, nanoseconds
   * @throws io.escapement.controller.config.ConfigurationException if the numbers do not go
   *     together
   */
  static ChunkSpec chunk(YamlNode node, long periodNs) {
    int length = node.get("length").integer(1, MOST);
    long stepNs = positiveNs(node.get("step"));
    int first = node.optional("first").map(n -> n.integer(0, length - 1)).orElse(0);
    Optional<String> critic = node.optional("critic").map(YamlNode::string);
    if (periodNs % stepNs != 0) {
      throw node.get("step")
          .error()
          .summary("the policy's period is no multiple of the chunk's step")
          .expected("a part of " + periodNs / 1e6 + " ms")
          .found(node.get("step").shown())
          .build();
    }
    long execute = periodNs / stepNs;
    YamlNode stated = node.optional("execute").orElse(null);
    if (stated != null && stated.integer() != execute) {
      throw stated
          .error()
          .summary("the policy's period is not the time of the actions that are executed")
          .expected(execute + ", the period over the step")
          .found(stated.shown())
          .remedy("leave the key out, or set the period to execute times step")
          .build();
    }
    if (execute > length - first) {
      throw node.get("length")
          .error()
          .summary("the chunk is shorter than the policy's period")
          .expected("at least " + (first + execute) + " actions")
          .found(Integer.toString(length))
          .build();
    }
    if (critic.isPresent() && execute != 1) {
      throw node.get("critic")
          .error()
          .summary("with a critic, each action may be the last before the next inference")
          .expected("a period of one step")
          .found(execute + " steps")
          .remedy("set the period to the step")
          .build();
    }
    return new ChunkSpec(
        length,
        stepNs,
        first,
        node.optional("merge")
            .map(n -> n.oneOf(ChunkSpec.Merge.class))
            .orElse(ChunkSpec.Merge.LATEST_ONLY),
        node.optional("decay").map(YamlNode::number).orElse(ChunkSpec.DEFAULT_DECAY),
        node.optional("schedule")
            .map(n -> n.oneOf(PrefixSchedule.class))
            .orElse(PrefixSchedule.LINEAR),
        critic,
        node.optional("dry").map(n -> n.oneOf(ChunkSpec.Dry.class)).orElse(ChunkSpec.Dry.STOP),
        node.optional("dry_after")
            .map(YamlNode::durationNs)
            .orElse(ChunkSpec.DEFAULT_DRY_AFTER_NS));
  }

  /**
   * Reads how the policy is executed.
   *
   * @param node the mapping
   * @return empty for inline
   */
  static Optional<ExecutionSpec> execution(YamlNode node) {
    if (node.get("mode").oneOf(Mode.class) == Mode.INLINE) {
      refuseKeysBesideMode(node);
      return Optional.empty();
    }
    YamlNode delay = node.optional("delay").orElse(null);
    boolean measured = delay == null || (delay.isString() && delay.string().equals("measured"));
    long timeoutNs =
        node.optional("timeout")
            .map(ChunkReader::positiveNs)
            .orElse(ExecutionSpec.DEFAULT_TIMEOUT_NS);
    if (!measured && delay.durationNs() > timeoutNs) {
      throw delay
          .error()
          .summary("every request is given up before its answer may come")
          .expected("at most the timeout, " + timeoutNs / 1e6 + " ms")
          .found(delay.shown())
          .remedy("set a longer timeout, or a shorter delay")
          .build();
    }
    return Optional.of(
        new ExecutionSpec(
            measured ? OptionalLong.empty() : OptionalLong.of(delay.durationNs()),
            timeoutNs,
            node.optional("estimate.window")
                .map(n -> n.integer(1, 1000))
                .orElse(ExecutionSpec.DEFAULT_WINDOW),
            node.optional("estimate.quantile").map(YamlNode::positive).orElse(1.0),
            node.optional("inject").map(ChunkReader::injection)));
  }

  private static void refuseKeysBesideMode(YamlNode node) {
    for (YamlNode.Member member : node.members()) {
      if (!member.key().equals("mode")) {
        throw member
            .value()
            .error()
            .summary("nothing uses the key \"" + member.key() + "\" where inference is inline")
            .remedy("remove it, or set the mode to asynchronous")
            .build();
      }
    }
  }

  private static ExecutionSpec.Injection injection(YamlNode node) {
    YamlNode range = node.optional("delay").orElse(null);
    long least = 0;
    long most = 0;
    if (range != null) {
      least = range.items().get(0).durationNs();
      most = range.items().get(1).durationNs();
      if (least > most) {
        throw range.error().expected("[least, greatest]").found(range.shown()).build();
      }
    }
    return new ExecutionSpec.Injection(
        least,
        most,
        node.optional("drop").map(YamlNode::number).orElse(0.0),
        node.optional("seed").map(YamlNode::integer).orElse(0L));
  }

  private static long positiveNs(YamlNode node) {
    long ns = node.durationNs();
    if (ns == 0) {
      throw node.error().expected("a duration > 0").found(node.shown()).build();
    }
    return ns;
  }
}

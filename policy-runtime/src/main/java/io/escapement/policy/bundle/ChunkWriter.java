package io.escapement.policy.bundle;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes the keys {@code chunk} and {@code execution} of a bundle. */
final class ChunkWriter {

  private ChunkWriter() {}

  /** Lines of the mapping {@code chunk}. */
  static List<String> chunk(ChunkSpec spec) {
    return Stream.concat(
            Stream.of(
                "chunk:",
                "  length: " + spec.length(),
                "  step: " + spec.stepNs() + "ns",
                "  first: " + spec.first(),
                "  merge: " + word(spec.merge()),
                "  decay: " + spec.decay(),
                "  schedule: " + word(spec.schedule()),
                "  dry: " + word(spec.dry()),
                "  dry_after: " + spec.dryAfterNs() + "ns"),
            spec.critic().stream().map(critic -> "  critic: \"" + critic + '"'))
        .toList();
  }

  /** Lines of the mapping {@code execution}. */
  static List<String> execution(ExecutionSpec spec) {
    String delay = spec.delayNs().isPresent() ? spec.delayNs().getAsLong() + "ns" : "measured";
    return Stream.concat(
            Stream.of(
                "execution:",
                "  mode: asynchronous",
                "  delay: " + delay,
                "  timeout: " + spec.timeoutNs() + "ns",
                "  estimate: {window: " + spec.window() + ", quantile: " + spec.quantile() + "}"),
            spec.inject().stream().map(ChunkWriter::injection))
        .toList();
  }

  private static String injection(ExecutionSpec.Injection faults) {
    return "  inject: {delay: ["
        + faults.leastNs()
        + "ns, "
        + faults.mostNs()
        + "ns], drop: "
        + faults.drop()
        + ", seed: "
        + faults.seed()
        + "}";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

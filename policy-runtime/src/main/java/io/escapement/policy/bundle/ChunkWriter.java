package io.escapement.policy.bundle;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes the keys {@code chunk}, {@code execution} and {@code sampler} of a bundle. */
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

  /** Lines of the mapping {@code sampler}; the path and the hash are those to be written. */
  static List<String> sampler(SamplerSpec spec, String path, String sha256) {
    boolean flow = spec.type() == SamplerSpec.Type.FLOW;
    SamplerSpec.Tensors tensors = spec.tensors();
    Stream<String> common =
        Stream.of(
            "sampler:",
            "  type: " + word(spec.type()),
            "  steps: " + spec.steps(),
            "  model: " + path,
            "  sha256: " + sha256,
            "  inputs:",
            "    sample: \"" + tensors.sample() + '"',
            "    time: \"" + tensors.time() + '"',
            "    condition: \"" + tensors.condition() + '"',
            "  output: \"" + tensors.output() + '"');
    Stream<String> own =
        flow
            ? Stream.of("  direction: " + (spec.upwards() ? "up" : "down"))
            : Stream.of("  training_steps: " + spec.trainingSteps(), "  clip: " + spec.clip());
    Stream<String> guidance =
        spec.guidance().stream()
            .map(
                pull ->
                    "  guidance: {cap: "
                        + pull.cap()
                        + ", schedule: "
                        + word(pull.schedule())
                        + "}");
    return Stream.of(common, own, guidance).flatMap(lines -> lines).toList();
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

package io.escapement.policy.bundle;

import io.escapement.controller.config.YamlNode;
import java.util.List;

/** Reads the key {@code evaluate} of a bundle. */
final class EvaluateReader {

  private EvaluateReader() {}

  /**
   * Reads it.
   *
   * @param root the root of {@code policy.yaml}
   * @param node the mapping
   * @param periodNs time between two inferences, nanoseconds
   * @return the evaluations
   * @throws io.escapement.controller.config.ConfigurationException if the period does not fit, or
   *     the policy gives chunks
   */
  static EvaluateSpec read(YamlNode root, YamlNode node, long periodNs) {
    YamlNode period = node.get("period");
    long evaluationNs = period.durationNs();
    if (evaluationNs == 0 || evaluationNs >= periodNs || periodNs % evaluationNs != 0) {
      throw period
          .error()
          .expected("a whole part of the policy's period, " + periodNs / 1e6 + " ms")
          .found(period.shown())
          .build();
    }
    for (String other : List.of("chunk", "execution")) {
      if (root.has(other)) {
        throw node.error()
            .summary(
                "a policy that gives chunks or runs beside the loop is not evaluated in between")
            .found("the key \"" + other + "\"")
            .remedy("leave out one of the two")
            .build();
      }
    }
    return new EvaluateSpec(
        evaluationNs, node.get("previous_action").oneOf(EvaluateSpec.PreviousAction.class));
  }
}

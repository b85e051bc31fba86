package io.escapement.launch.summary;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.policy.inference.choice.Agreement;
import io.escapement.policy.inference.choice.EngineDecision;
import io.escapement.policy.inference.choice.EngineFinding;
import java.util.List;

/**
 * What evaluates a model of a run, and why.
 *
 * @param model the model's name: {@code policy} for the main policy's
 * @param sha256 hash over its file, hexadecimal
 * @param engine the engine's name
 * @param identity the engine's library, version and options
 * @param why in words
 * @param candidates engines that were looked at
 */
public record EngineReport(
    String model,
    String sha256,
    String engine,
    String identity,
    String why,
    List<Candidate> candidates) {

  /**
   * An engine that was looked at.
   *
   * @param engine its name
   * @param usable whether it can evaluate the model here
   * @param finding why not, or how well, in words
   * @param maxRelativeDifference from ONNX Runtime, relative to the greatest magnitude of the
   *     output; null where it was not compared, or is infinite
   * @param latencyUs of a call, or null where it was not measured
   */
  public record Candidate(
      String engine,
      boolean usable,
      String finding,
      @JsonProperty("max_relative_difference") Double maxRelativeDifference,
      @JsonProperty("latency_us") LatencyFigures latencyUs) {

    static Candidate of(EngineFinding finding) {
      return new Candidate(
          finding.engine(),
          finding.usable(),
          finding.text(),
          finding.agreement().map(Agreement::worst).filter(Double::isFinite).orElse(null),
          finding.latency().map(LatencyFigures::of).orElse(null));
    }
  }

  /**
   * Reports decisions.
   *
   * @param decisions one for each model
   * @return one for each, in order
   */
  public static List<EngineReport> of(List<EngineDecision> decisions) {
    return decisions.stream()
        .map(
            decision ->
                new EngineReport(
                    decision.model(),
                    decision.sha256(),
                    decision.engine(),
                    decision.identity(),
                    decision.why(),
                    decision.findings().stream().map(Candidate::of).toList()))
        .toList();
  }
}

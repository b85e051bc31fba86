package io.escapement.policy.inference.choice;

import java.util.List;
import java.util.Objects;

/**
 * Which engine evaluates a model, and why.
 *
 * @param model the model's name
 * @param sha256 hash over its file, hexadecimal
 * @param engine the engine's name
 * @param identity the engine's library, version and options
 * @param why in words
 * @param findings what was found about each engine that was looked at
 */
public record EngineDecision(
    String model,
    String sha256,
    String engine,
    String identity,
    String why,
    List<EngineFinding> findings) {

  /**
   * Keeps a copy.
   *
   * @param model the model's name
   * @param sha256 hash over its file
   * @param engine the engine's name
   * @param identity library, version and options
   * @param why in words
   * @param findings about each engine
   */
  public EngineDecision {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(why, "why");
    findings = List.copyOf(findings);
  }

  /**
   * The decision for people.
   *
   * @return such as {@code policy: vector (2.1 times as fast as onnxruntime: ...)}
   */
  public String text() {
    return model + ": " + engine + " (" + why + ")";
  }
}

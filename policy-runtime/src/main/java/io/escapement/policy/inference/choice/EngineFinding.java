package io.escapement.policy.inference.choice;

import java.util.Objects;
import java.util.Optional;

/**
 * What was found about an engine and a model.
 *
 * @param engine the engine's name
 * @param usable whether it can evaluate the model here, within the tolerance
 * @param text why not, or how well, in words
 * @param agreement with ONNX Runtime, where it was compared
 * @param latency where it was measured
 */
public record EngineFinding(
    String engine,
    boolean usable,
    String text,
    Optional<Agreement> agreement,
    Optional<Latency> latency) {

  /**
   * Checks that all are there.
   *
   * @param engine the engine's name
   * @param usable whether it can evaluate the model
   * @param text in words
   * @param agreement with ONNX Runtime
   * @param latency where it was measured
   */
  public EngineFinding {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(agreement, "agreement");
    Objects.requireNonNull(latency, "latency");
  }

  static EngineFinding not(String engine, String why) {
    return new EngineFinding(engine, false, why, Optional.empty(), Optional.empty());
  }

  static EngineFinding of(String engine, Agreement agreement) {
    return new EngineFinding(
        engine, agreement.holds(), agreement.text(), Optional.of(agreement), Optional.empty());
  }

  EngineFinding with(Latency measured) {
    return new EngineFinding(engine, usable, text, agreement, Optional.of(measured));
  }
}

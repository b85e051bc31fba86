package io.escapement.policy.inference.choice;

import io.escapement.controller.config.Sha256;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The engines of a run as one: each model is loaded by the engine that was chosen for it. */
public final class ChosenEngines implements InferenceEngine {

  private final InferenceEngine otherwise;
  private final Map<String, InferenceEngine> bySha256;
  private final List<EngineDecision> decisions;
  private final List<String> notices;

  /**
   * Puts decisions together.
   *
   * @param otherwise evaluates a model for which nothing was decided
   * @param bySha256 the engine of each model by the hash over its file
   * @param decisions one for each model; the first is the main policy's
   * @param notices what the user should know
   */
  ChosenEngines(
      InferenceEngine otherwise,
      Map<String, InferenceEngine> bySha256,
      List<EngineDecision> decisions,
      List<String> notices) {
    this.otherwise = Objects.requireNonNull(otherwise, "otherwise");
    this.bySha256 = Map.copyOf(bySha256);
    this.decisions = List.copyOf(decisions);
    this.notices = List.copyOf(notices);
  }

  /**
   * What was decided.
   *
   * @return one for each model of the run, the main policy's first
   */
  public List<EngineDecision> decisions() {
    return decisions;
  }

  /**
   * What the user should know.
   *
   * @return sentences
   */
  public List<String> notices() {
    return notices;
  }

  /**
   * Identities of the engines for the journal's header: the main policy's under {@code policy}, and
   * those of further models under their names.
   *
   * @return identity by name, in the order of the models
   */
  public Map<String, String> identities() {
    Map<String, String> identities = new LinkedHashMap<>();
    // A run without a model names the engine that it would have used, as it always did.
    identities.put("policy", otherwise.identity());
    decisions.forEach(decision -> identities.put(decision.model(), decision.identity()));
    return identities;
  }

  /**
   * The engine of a model.
   *
   * @param sha256 hash over its file
   * @return the chosen one
   */
  public InferenceEngine of(String sha256) {
    return bySha256.getOrDefault(sha256, otherwise);
  }

  @Override
  public String identity() {
    return decisions.isEmpty() ? otherwise.identity() : decisions.get(0).identity();
  }

  @Override
  public Optional<String> refusal(byte[] model) {
    return of(Sha256.of(model)).refusal(model);
  }

  @Override
  public InferenceModel load(String where, byte[] model) {
    return of(Sha256.of(model)).load(where, model);
  }
}

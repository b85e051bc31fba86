package io.escapement.policy.inference.choice;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether inference in the loop's own thread fits into the loop's period. A model that the policy
 * evaluates every tenth tick has to fit all the same: that tick has no more time than the others.
 *
 * @param periodUs the loop's period, microseconds
 * @param parts each model that the loop waits for
 * @param inference all of them, one after the other
 */
public record InferenceBudget(double periodUs, List<Part> parts, Latency inference) {

  /** From this share of the period on, the rest of the tick is short of time. */
  static final double TIGHT = 0.5;

  /** Up to this share of the period, what a glance found is beyond doubt. */
  static final double PLAIN = 0.125;

  private static final double NS_PER_US = 1e3;

  /**
   * A model.
   *
   * @param model its name
   * @param engine what evaluates it
   * @param latency of one inference of the policy
   */
  public record Part(String model, String engine, Latency latency) {}

  /**
   * Adds parts up.
   *
   * @param periodNs the loop's period, nanoseconds
   * @param parts each model that the loop waits for
   * @return the budget
   */
  public static InferenceBudget of(long periodNs, List<Part> parts) {
    return new InferenceBudget(
        periodNs / NS_PER_US,
        List.copyOf(parts),
        parts.stream().map(Part::latency).reduce(Latency.NONE, Latency::then));
  }

  /**
   * Measures each model that the loop waits for, with the engine that was chosen for it. Not for
   * the loop's thread.
   *
   * @param periodNs the loop's period, nanoseconds
   * @param uses how the run uses its models
   * @param engines what was chosen
   * @param stopwatch by which they are measured
   * @return the budget
   */
  public static InferenceBudget measured(
      long periodNs, List<ModelUse> uses, ChosenEngines engines, Stopwatch stopwatch) {
    return measured(periodNs, uses, engines, stopwatch, EngineMeter.Effort.BRIEF);
  }

  /**
   * Like {@link #measured}, but only as long as it is needed to tell whether inference fits. Where
   * even the slowest of the first few hundred calls, not yet compiled, take an eighth of the period
   * at most, these are the figures; they are then above what the run will see.
   *
   * @param periodNs the loop's period, nanoseconds
   * @param uses how the run uses its models
   * @param engines what was chosen
   * @param stopwatch by which they are measured
   * @return the budget
   */
  public static InferenceBudget glanced(
      long periodNs, List<ModelUse> uses, ChosenEngines engines, Stopwatch stopwatch) {
    InferenceBudget glance =
        measured(periodNs, uses, engines, stopwatch, EngineMeter.Effort.GLANCE);
    return glance.inference.p999Us() <= PLAIN * glance.periodUs
        ? glance
        : measured(periodNs, uses, engines, stopwatch);
  }

  private static InferenceBudget measured(
      long periodNs,
      List<ModelUse> uses,
      ChosenEngines engines,
      Stopwatch stopwatch,
      EngineMeter.Effort effort) {
    List<Part> parts = new ArrayList<>();
    for (ModelUse use : uses) {
      if (use.inline()) {
        InferenceEngine engine = engines.of(use.model().sha256());
        try (InferenceModel model = engine.load(use.model().where(), use.model().content());
            Trial trial = new Trial(use, model)) {
          Latency each =
              new EngineMeter(stopwatch.wallNs(), effort)
                  .measure(List.of(new EngineMeter.Timed(trial, stopwatch.of(engine))))
                  .get(0);
          parts.add(new Part(use.model().name(), engine.identity(), each.times(use.calls())));
        }
      }
    }
    return of(periodNs, parts);
  }

  /**
   * Whether a tick that infers can be over within its period.
   *
   * @return false if 999 of 1000 inferences alone take longer
   */
  public boolean fits() {
    return inference.p999Us() <= periodUs;
  }

  /**
   * What does not hold.
   *
   * @param place where the loop's rate is written
   * @return the problem, empty if inference fits
   */
  public Optional<Problem> problem(YamlNode place) {
    return fits()
        ? Optional.empty()
        : Optional.of(
            PreflightException.at(place)
                .summary("inference in the loop's thread does not fit into the loop's period")
                .expected(format("p99.9 of at most %.0f us", periodUs))
                .found(inference.text() + named())
                .remedy(
                    "lower loop.rate_hz, let the policy infer beside the loop (execution: {mode:"
                        + " asynchronous} in its policy.yaml), or use a faster engine (engine: auto)")
                .problem());
  }

  /**
   * What the user should know.
   *
   * @return a sentence if inference takes much of the period, empty otherwise
   */
  public Optional<String> notice() {
    return fits() && inference.p999Us() > TIGHT * periodUs
        ? Optional.of(
            format(
                "inference takes %.0f %% of the loop's period at p99.9 (%s): little is left for the"
                    + " rest of a tick",
                100 * inference.p999Us() / periodUs, inference.text()))
        : Optional.empty();
  }

  private String named() {
    return parts.size() < 2
        ? ""
        : " (" + String.join(", then ", parts.stream().map(Part::model).toList()) + ")";
  }

  private static String format(String words, Object... values) {
    return String.format(Locale.ROOT, words, values);
  }
}

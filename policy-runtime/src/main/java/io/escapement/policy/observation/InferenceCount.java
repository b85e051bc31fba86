package io.escapement.policy.observation;

import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/**
 * How many inferences lie between the last start or reset and this observation, times a factor: 0
 * in the first observation.
 */
final class InferenceCount implements ObservationTerm {

  private final I64Channel observations;

  InferenceCount(TermContext context) {
    observations = I64Channel.reading(context.prefix() + ObserveStage.OBSERVATIONS, 1);
  }

  @Override
  public List<String> labels() {
    return List.of("inferences");
  }

  @Override
  public Set<String> inputs() {
    return Set.of();
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.readsPrevious(observations);
  }

  @Override
  public double value(int element) {
    return observations.get(0);
  }
}

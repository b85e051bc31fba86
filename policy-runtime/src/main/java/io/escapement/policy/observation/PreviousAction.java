package io.escapement.policy.observation;

import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/**
 * The last action that was finite, before scale and offset; zero in the first observation after a
 * start or a reset.
 */
final class PreviousAction implements ObservationTerm {

  private final F32Channel action;
  private final I64Channel observations;
  private final List<String> labels;

  PreviousAction(TermContext context) {
    labels = context.actionLabels();
    action = F32Channel.reading(context.prefix() + "action", labels.size());
    observations = I64Channel.reading(context.prefix() + ObserveStage.OBSERVATIONS, 1);
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Set<String> inputs() {
    return Set.of();
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.readsPrevious(action);
    wiring.readsPrevious(observations);
  }

  @Override
  public double value(int element) {
    return observations.get(0) == 0 ? 0 : action.get(element);
  }
}

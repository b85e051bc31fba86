package io.escapement.policy.observation;

import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/**
 * The last action that was finite, or the mean of those since the last inference at the policy's
 * own period, before scale and offset; zero in the first observation after a start or a reset.
 */
final class PreviousAction implements ObservationTerm {

  private final F32Channel action;
  private final F64Channel mean;
  private final I64Channel observations;
  private final List<String> labels;

  PreviousAction(TermContext context) {
    labels = context.actionLabels();
    String prefix = context.prefix();
    boolean averages = context.averagesAction();
    action = averages ? null : F32Channel.reading(prefix + "action", labels.size());
    mean = averages ? F64Channel.reading(Between.meanAction(prefix), labels.size()) : null;
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
    wiring.readsPrevious(mean == null ? action : mean);
    wiring.readsPrevious(observations);
  }

  @Override
  public double value(int element) {
    if (observations.get(0) == 0) {
      return 0;
    }
    return mean == null ? action.get(element) : mean.get(element);
  }
}

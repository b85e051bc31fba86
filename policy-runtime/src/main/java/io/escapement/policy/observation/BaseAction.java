package io.escapement.policy.observation;

import io.escapement.controller.record.F32Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/** The action of the policy that is refined, before scale and offset. */
final class BaseAction implements ObservationTerm {

  private final F32Channel action;
  private final List<String> labels;

  BaseAction(TermContext context) {
    RefinedAction base =
        context
            .refines()
            .orElseThrow(
                () ->
                    context
                        .place()
                        .preflight()
                        .summary("there is no policy here whose action could be observed")
                        .remedy("only a refinement, such as a residual, observes base_action")
                        .build());
    labels = base.labels();
    action = F32Channel.reading(base.channel(), labels.size());
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
    wiring.reads(action);
  }

  @Override
  public double value(int element) {
    return action.get(element);
  }
}

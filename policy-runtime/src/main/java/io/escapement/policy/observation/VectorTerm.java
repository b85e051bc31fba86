package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/** A vector of three that stands in a channel as it is observed, such as a velocity. */
final class VectorTerm implements ObservationTerm {

  private final F64Channel vector;

  VectorTerm(String channel) {
    vector = F64Channel.reading(channel, 3);
  }

  @Override
  public List<String> labels() {
    return List.of("x", "y", "z");
  }

  @Override
  public Set<String> inputs() {
    return Set.of(vector.name());
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(vector);
  }

  @Override
  public double value(int element) {
    return vector.get(element);
  }
}

package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/** Position of the base in the world, m: all three coordinates, or the height alone. */
final class BasePosition implements ObservationTerm {

  private final F64Channel position;
  private final boolean heightOnly;

  BasePosition(TermContext context, boolean heightOnly) {
    position = F64Channel.reading(context.channel("base/position"), 3);
    this.heightOnly = heightOnly;
  }

  @Override
  public List<String> labels() {
    return heightOnly ? List.of("z") : List.of("x", "y", "z");
  }

  @Override
  public Set<String> inputs() {
    return Set.of(position.name());
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(position);
  }

  @Override
  public double value(int element) {
    return position.get(heightOnly ? 2 : element);
  }
}

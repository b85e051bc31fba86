package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Whether each foot stands on something: 1 where the contact force exceeds a threshold, else 0. */
final class Contact implements ObservationTerm {

  static final String CHANNEL = "channel";
  static final String SIZE = "size";
  static final String THRESHOLD = "threshold_n";

  private final F64Channel force;
  private final double threshold;
  private final List<String> labels;

  Contact(TermContext context) {
    int size = context.integer(SIZE, 1);
    force = F64Channel.reading(context.channel(context.text(CHANNEL, "sensors/contacts")), size);
    threshold = context.number(THRESHOLD);
    labels = IntStream.range(0, size).mapToObj(Integer::toString).toList();
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Set<String> inputs() {
    return Set.of(force.name());
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(force);
  }

  @Override
  public double value(int element) {
    double measured = force.get(element);
    // A force that is not known must not pass for a foot in the air.
    return Double.isNaN(measured) ? Double.NaN : measured > threshold ? 1 : 0;
  }
}

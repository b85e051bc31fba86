package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/**
 * Position of the base in the world, m, or its height alone, as it is measured or as an estimator
 * gives it above the ground under the feet.
 */
final class BasePosition implements ObservationTerm {

  static final String ESTIMATED = "estimated";

  private final F64Channel channel;
  private final List<String> labels;
  private final int first;

  private BasePosition(F64Channel channel, List<String> labels, int first) {
    this.channel = channel;
    this.labels = labels;
    this.first = first;
  }

  static BasePosition whole(TermContext context) {
    return new BasePosition(measured(context), List.of("x", "y", "z"), 0);
  }

  static BasePosition height(TermContext context) {
    return context.flag(ESTIMATED)
        ? new BasePosition(F64Channel.reading(context.channel("base/height"), 1), List.of("z"), 0)
        : new BasePosition(measured(context), List.of("z"), 2);
  }

  private static F64Channel measured(TermContext context) {
    return F64Channel.reading(context.channel("base/position"), 3);
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Set<String> inputs() {
    return Set.of(channel.name());
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(channel);
  }

  @Override
  public double value(int element) {
    return channel.get(first + element);
  }
}

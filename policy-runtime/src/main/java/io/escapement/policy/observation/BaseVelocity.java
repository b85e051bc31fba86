package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/**
 * A velocity of the base that is measured in its own frame, as it is or turned into the world
 * frame.
 */
final class BaseVelocity implements ObservationTerm {

  static final String FRAME = "frame";

  private final F64Channel velocity;
  private final F64Channel orientation;

  BaseVelocity(TermContext context, String channel) {
    velocity = F64Channel.reading(context.channel(channel), 3);
    boolean world = context.oneOf(FRAME, List.of("body", "world"), "body").equals("world");
    orientation = world ? F64Channel.reading(context.channel("imu/orientation"), 4) : null;
  }

  @Override
  public List<String> labels() {
    return List.of("x", "y", "z");
  }

  @Override
  public Set<String> inputs() {
    return orientation == null
        ? Set.of(velocity.name())
        : Set.of(velocity.name(), orientation.name());
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(velocity);
    if (orientation != null) {
      wiring.reads(orientation);
    }
  }

  @Override
  public double value(int element) {
    if (orientation == null) {
      return velocity.get(element);
    }
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum +=
          velocity.get(i)
              * Rotations.element(
                  orientation.get(0),
                  orientation.get(1),
                  orientation.get(2),
                  orientation.get(3),
                  element,
                  i);
    }
    return sum;
  }
}

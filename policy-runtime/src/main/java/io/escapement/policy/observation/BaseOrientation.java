package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/** Orientation of the IMU in the world as a unit quaternion, in the order that the bundle names. */
final class BaseOrientation implements ObservationTerm {

  static final String ORDER = "order";
  static final String UNIQUE = "unique";

  private final F64Channel orientation;
  private final boolean wFirst;
  private final boolean unique;

  BaseOrientation(TermContext context) {
    orientation = F64Channel.reading(context.channel("imu/orientation"), 4);
    // Never assumed: trainers differ, and a wrong order looks right while the robot is upright.
    wFirst = context.oneOf(ORDER, List.of("wxyz", "xyzw")).equals("wxyz");
    unique = context.flag(UNIQUE);
  }

  @Override
  public List<String> labels() {
    return wFirst ? List.of("w", "x", "y", "z") : List.of("x", "y", "z", "w");
  }

  @Override
  public Set<String> inputs() {
    return Set.of(orientation.name());
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(orientation);
  }

  @Override
  public double value(int element) {
    double value = orientation.get(wFirst ? element : (element + 1) % 4);
    return unique && orientation.get(0) < 0 ? -value : value;
  }
}

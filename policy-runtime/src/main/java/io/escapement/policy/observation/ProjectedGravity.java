package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/**
 * The direction of gravity in the frame of the IMU, (0, 0, -1) when upright: minus the third row of
 * the rotation that the unit quaternion w, x, y, z stands for.
 */
final class ProjectedGravity implements ObservationTerm {

  private final F64Channel orientation;

  ProjectedGravity(String channel) {
    orientation = F64Channel.reading(channel, 4);
  }

  @Override
  public List<String> labels() {
    return List.of("x", "y", "z");
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
    double w = orientation.get(0);
    double x = orientation.get(1);
    double y = orientation.get(2);
    double z = orientation.get(3);
    return switch (element) {
      case 0 -> 2 * (w * y - x * z);
      case 1 -> -2 * (y * z + w * x);
      default -> 2 * (x * x + y * y) - 1;
    };
  }
}

package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/**
 * Roll, pitch and yaw of the IMU in the world, rad: rotations about the fixed x, y and z axes in
 * this order.
 */
final class BaseEuler implements ObservationTerm {

  private final F64Channel orientation;

  BaseEuler(TermContext context) {
    orientation = F64Channel.reading(context.channel("imu/orientation"), 4);
  }

  @Override
  public List<String> labels() {
    return List.of("roll", "pitch", "yaw");
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
      case 0 -> StrictMath.atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y));
      case 1 -> StrictMath.asin(Math.max(-1, Math.min(1, 2 * (w * y - x * z))));
      default -> StrictMath.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z));
    };
  }
}

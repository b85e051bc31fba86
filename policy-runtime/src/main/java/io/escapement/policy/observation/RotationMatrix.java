package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;

/**
 * Rotation of the IMU into the world as a matrix: all nine elements row by row, or of each row the
 * first two (the continuous representation in six numbers of Zhou et al., 2019).
 */
final class RotationMatrix implements ObservationTerm {

  static final String FORM = "form";

  private final F64Channel orientation;
  private final int columns;

  RotationMatrix(TermContext context) {
    orientation = F64Channel.reading(context.channel("imu/orientation"), 4);
    columns = context.oneOf(FORM, List.of("rows", "first_two_columns")).equals("rows") ? 3 : 2;
  }

  @Override
  public List<String> labels() {
    return Rotations.labels(columns);
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
    return Rotations.element(
        orientation.get(0),
        orientation.get(1),
        orientation.get(2),
        orientation.get(3),
        element / columns,
        element % columns);
  }
}

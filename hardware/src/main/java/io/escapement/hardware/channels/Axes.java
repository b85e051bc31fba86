package io.escapement.hardware.channels;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import java.util.List;

/** Input channels of vectors and orientations. */
final class Axes {

  private Axes() {}

  static F64Channel vector(String name, String unit) {
    return new F64Channel(
        ChannelSpec.input(name, ChannelType.F64, 3)
            .withUnit(unit)
            .withLabels(List.of("x", "y", "z")));
  }

  static F64Channel orientation(String name) {
    return new F64Channel(
        ChannelSpec.input(name, ChannelType.F64, 4)
            .withUnit("quaternion wxyz, body to world")
            .withLabels(List.of("w", "x", "y", "z")));
  }
}

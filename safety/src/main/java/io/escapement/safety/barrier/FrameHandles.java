package io.escapement.safety.barrier;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;

/** The channels of one frame, as the dynamics stage writes them. */
record FrameHandles(
    F64Channel position, F64Channel rotation, F64Channel jacobian, F64Channel biasAcceleration) {

  private static final int ROWS = 6;

  static FrameHandles of(RobotMotion motion, String frame) {
    // What a channel's name cannot hold becomes an underscore.
    String group = motion.robot() + "/frames/" + frame.replaceAll("[^A-Za-z0-9_.:-]", "_");
    return new FrameHandles(
        F64Channel.reading(group + "/position", 3),
        F64Channel.reading(group + "/rotation", 9),
        F64Channel.reading(group + "/jacobian", ROWS * motion.columns()),
        F64Channel.reading(group + "/bias_acceleration", ROWS));
  }

  void declare(Wiring wiring) {
    wiring.reads(position);
    wiring.reads(rotation);
    wiring.reads(jacobian);
    wiring.reads(biasAcceleration);
  }

  /** A vector of the frame's axes in the world's. */
  double turned(int row, double x, double y, double z) {
    return rotation.get(3 * row) * x
        + rotation.get(3 * row + 1) * y
        + rotation.get(3 * row + 2) * z;
  }
}

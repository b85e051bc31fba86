package io.escapement.safety.barrier;

import io.escapement.controller.stage.Wiring;

/**
 * A point of a frame or of the world: where it is, how it moves, and how much of that each joint
 * makes. All in world axes.
 */
final class TrackedPoint {

  /** m. */
  final double[] position = new double[3];

  /** m/s. */
  final double[] velocity = new double[3];

  /** Acceleration at no acceleration of any joint, m/s^2. */
  final double[] bias = new double[3];

  /** Angular velocity of the frame, rad/s. */
  final double[] turning = new double[3];

  /** Three rows, one column for each velocity. */
  final double[] jacobian;

  /** Whether a column's velocity turns the frame. */
  final boolean[] turns;

  private final int columns;
  private final FrameHandles frame;
  private final double[] offset;
  private final double[] arm = new double[3];
  private final double[] turningBias = new double[3];
  private final double[] across = new double[3];

  TrackedPoint(Anchor anchor, RobotMotion motion) {
    columns = motion.columns();
    jacobian = new double[3 * columns];
    turns = new boolean[columns];
    frame = anchor.isWorld() ? null : FrameHandles.of(motion, anchor.frame());
    offset = new double[] {anchor.at().x(), anchor.at().y(), anchor.at().z()};
    System.arraycopy(offset, 0, position, 0, 3);
  }

  void declare(Wiring wiring) {
    if (frame != null) {
      frame.declare(wiring);
    }
  }

  /** Takes over this tick's channels. */
  void update(RobotMotion motion) {
    if (frame == null) {
      return;
    }
    for (int row = 0; row < 3; row++) {
      arm[row] = frame.turned(row, offset[0], offset[1], offset[2]);
      position[row] = frame.position().get(row) + arm[row];
    }
    move(motion);
  }

  /** Instead of {@link #update}: the frame's point that is at a place now. */
  void updateAt(RobotMotion motion, double[] place) {
    if (frame == null) {
      return;
    }
    for (int row = 0; row < 3; row++) {
      position[row] = place[row];
      arm[row] = place[row] - frame.position().get(row);
    }
    move(motion);
  }

  /** A vector of the frame's axes in the world's. */
  double turned(int row, double[] vector) {
    return frame == null ? vector[row] : frame.turned(row, vector[0], vector[1], vector[2]);
  }

  private void move(RobotMotion motion) {
    for (int row = 0; row < 3; row++) {
      velocity[row] = 0;
      turning[row] = 0;
      bias[row] = frame.biasAcceleration().get(row);
      turningBias[row] = frame.biasAcceleration().get(3 + row);
    }
    for (int i = 0; i < columns; i++) {
      column(i, motion.velocity(i));
    }
    Vectors.addCross(turningBias, arm, bias);
    across[0] = 0;
    across[1] = 0;
    across[2] = 0;
    Vectors.addCross(turning, arm, across);
    Vectors.addCross(turning, across, bias);
  }

  private void column(int i, double speed) {
    double wx = frame.jacobian().get(3 * columns + i);
    double wy = frame.jacobian().get(4 * columns + i);
    double wz = frame.jacobian().get(5 * columns + i);
    double x = frame.jacobian().get(i) + wy * arm[2] - wz * arm[1];
    double y = frame.jacobian().get(columns + i) + wz * arm[0] - wx * arm[2];
    double z = frame.jacobian().get(2 * columns + i) + wx * arm[1] - wy * arm[0];
    jacobian[i] = x;
    jacobian[columns + i] = y;
    jacobian[2 * columns + i] = z;
    turns[i] = wx != 0 || wy != 0 || wz != 0;
    velocity[0] += x * speed;
    velocity[1] += y * speed;
    velocity[2] += z * speed;
    turning[0] += wx * speed;
    turning[1] += wy * speed;
    turning[2] += wz * speed;
  }
}

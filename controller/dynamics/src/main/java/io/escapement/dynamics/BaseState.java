package io.escapement.dynamics;

/** Scratch of one tick: where a floating base is and how it moves. */
final class BaseState {
  double w = 1;
  double x;
  double y;
  double z;
  double px;
  double py;
  double pz;

  /** In the base's axes, rad/s. */
  double wx;

  double wy;
  double wz;

  /** In the base's axes, m/s. */
  double vx;

  double vy;
  double vz;
}

package io.escapement.launch.demo;

/** The legs of the demo robot, in the order of its joints: hip, thigh, calf of each in turn. */
enum Leg {
  FRONT_LEFT(1, 1, 1),
  FRONT_RIGHT(1, -1, -1),
  REAR_LEFT(-1, 1, -1),
  REAR_RIGHT(-1, -1, 1);

  /** Distance of the hip joints from the middle of the trunk, m, forward. */
  private static final double HALF_LENGTH = 0.19;

  /** Distance of the feet from the middle of the trunk, m, sideways. */
  private static final double HALF_WIDTH = 0.12;

  private final int front;
  private final int side;
  private final int beat;

  Leg(int front, int side, int beat) {
    this.front = front;
    this.side = side;
    this.beat = beat;
  }

  /** 1 in front, -1 at the rear. */
  int front() {
    return front;
  }

  /** 1 on the left, -1 on the right. */
  int side() {
    return side;
  }

  /** 1 for the diagonal pair that swings in the first half of the stride, -1 for the other. */
  int beat() {
    return beat;
  }

  /** Where the foot stands in the default pose, m forward of the middle of the trunk. */
  double x() {
    return front * HALF_LENGTH;
  }

  /** Where the foot stands in the default pose, m to the left of the middle of the trunk. */
  double y() {
    return side * HALF_WIDTH;
  }

  /** Row of the leg's hip joint among the joints; thigh and calf follow. */
  int hip() {
    return 3 * ordinal();
  }

  /** Row of the leg's thigh joint among the joints. */
  int thigh() {
    return hip() + 1;
  }

  /** Row of the leg's calf joint among the joints. */
  int calf() {
    return hip() + 2;
  }
}

package io.escapement.safety.barrier;

import io.escapement.controller.stage.Wiring;

/** The axis of a shape: a line between two tracked points, which may be one and the same. */
final class MovingSegment {

  final TrackedPoint from;
  final TrackedPoint to;

  MovingSegment(Shape shape, RobotMotion motion) {
    from = new TrackedPoint(shape.ends().get(0), motion);
    to = shape.isCapsule() ? new TrackedPoint(shape.ends().get(1), motion) : from;
  }

  void declare(Wiring wiring) {
    from.declare(wiring);
    if (to != from) {
      to.declare(wiring);
    }
  }

  void update(RobotMotion motion) {
    from.update(motion);
    if (to != from) {
      to.update(motion);
    }
  }

  /** A Jacobian's element at a part of the way. */
  double jacobian(int element, double part) {
    double near = from.jacobian[element];
    return to == from ? near : (1 - part) * near + part * to.jacobian[element];
  }

  /** Whether a column's velocity turns any of it. */
  boolean turns(int column) {
    return from.turns[column] || to.turns[column];
  }

  /** How fast the line turns along which points may slide, rad/s; 0 of a point. */
  double turning(PointBounds bounds) {
    return to == from ? 0 : bounds.turning();
  }

  /** The same of its acceleration, rad/s^2. */
  double turningGain(PointBounds bounds) {
    return to == from ? 0 : bounds.turningGain();
  }
}

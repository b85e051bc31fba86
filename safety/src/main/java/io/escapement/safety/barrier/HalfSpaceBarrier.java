package io.escapement.safety.barrier;

import io.escapement.controller.kinematics.Vector3;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/** Keeps a sphere on one side of a plane, which may move with a frame. */
final class HalfSpaceBarrier implements Barrier {

  private final String name;
  private final List<String> frames;
  private final RobotMotion motion;
  private final TrackedPoint centre;
  private final TrackedPoint plane;

  /** The point of the plane's frame at which the sphere's centre is now. */
  private final TrackedPoint beside;

  private final double[] local = new double[3];
  private final double reach;
  private final double[] normal = new double[3];
  private final double[] relative = new double[3];
  private final double[] turned = new double[3];
  private final PointBounds bounds = new PointBounds();
  private final PointBounds planeBounds = new PointBounds();

  HalfSpaceBarrier(
      String name, Shape sphere, Anchor point, Vector3 towards, double margin, RobotMotion motion) {
    this.name = name;
    this.motion = motion;
    frames = BarrierSettings.framesOf(sphere, new Shape(List.of(point), 0));
    centre = new TrackedPoint(sphere.ends().get(0), motion);
    plane = new TrackedPoint(point, motion);
    beside = new TrackedPoint(new Anchor(point.frame(), Vector3.ZERO), motion);
    Vector3 unit = towards.unit();
    local[0] = unit.x();
    local[1] = unit.y();
    local[2] = unit.z();
    reach = sphere.radiusM() + margin;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> frames() {
    return frames;
  }

  @Override
  public void declare(Wiring wiring) {
    motion.declare(wiring);
    centre.declare(wiring);
    plane.declare(wiring);
    beside.declare(wiring);
  }

  @Override
  public void evaluate(BarrierState state) {
    motion.update();
    centre.update(motion);
    plane.update(motion);
    beside.updateAt(motion, centre.position);
    for (int row = 0; row < 3; row++) {
      normal[row] = plane.turned(row, local);
    }
    Vectors.subtract(centre.position, plane.position, relative);
    double value = Vectors.dot(normal, relative) - reach;
    Vectors.subtract(centre.velocity, beside.velocity, relative);
    double rate = Vectors.dot(normal, relative);
    // As a frame that turns sees it: Coriolis' part twice.
    turned[0] = 0;
    turned[1] = 0;
    turned[2] = 0;
    Vectors.addCross(beside.turning, relative, turned);
    double curvature =
        Vectors.dot(normal, centre.bias)
            - Vectors.dot(normal, beside.bias)
            - 2 * Vectors.dot(normal, turned);
    fillGradient(state);
    state.set(value, rate, curvature);
    bound(state);
    state.splitRate(motion);
    state.seal();
  }

  private void fillGradient(BarrierState state) {
    int columns = motion.columns();
    bounds.clear();
    planeBounds.clear();
    for (int joint = 0; joint < state.joints(); joint++) {
      int at = motion.base() + joint;
      double along = 0;
      double square = 0;
      double planeSquare = 0;
      for (int row = 0; row < 3; row++) {
        double own = centre.jacobian[row * columns + at];
        double other = beside.jacobian[row * columns + at];
        along += normal[row] * (own - other);
        square += own * own;
        planeSquare += other * other;
      }
      state.gradient()[joint] = along;
      double speed = motion.jointVelocity(joint);
      bounds.add(state, joint, speed, centre.turns[at], StrictMath.sqrt(square));
      planeBounds.add(state, joint, speed, beside.turns[at], StrictMath.sqrt(planeSquare));
    }
  }

  private void bound(BarrierState state) {
    double heldS = state.heldS();
    // Turned into the plane's frame the point is at the end of both chains, one run backwards.
    bounds.join(planeBounds);
    state.setBounds(bounds.second(heldS), bounds.third(heldS));
  }
}

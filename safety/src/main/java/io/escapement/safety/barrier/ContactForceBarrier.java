package io.escapement.safety.barrier;

import io.escapement.controller.kinematics.Vector3;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/**
 * Keeps a measured force at or below a bound, as if the contact were a spring: h is how far the
 * frame may still be pushed in. Without contact there is nothing to keep.
 */
final class ContactForceBarrier implements Barrier {

  private final String name;
  private final BarrierKind.ForceLimit limit;
  private final double margin;
  private final RobotMotion motion;
  private final F64Channel sensor;
  private final int numbers;
  private final FrameHandles frame;
  private final TrackedPoint point;

  /** Along which the frame pushes, world axes. */
  private final double[] direction = new double[3];

  private final double[] force = new double[3];
  private final PointBounds bounds = new PointBounds();

  ContactForceBarrier(
      String name, BarrierKind.ForceLimit limit, int numbers, double margin, RobotMotion motion) {
    this.name = name;
    this.limit = limit;
    this.margin = margin;
    this.motion = motion;
    this.numbers = numbers;
    sensor = F64Channel.reading(motion.robot() + "/sensors/" + limit.sensor(), numbers);
    frame = FrameHandles.of(motion, limit.frame());
    point = new TrackedPoint(Anchor.origin(limit.frame()), motion);
    if (limit.direction().isPresent()) {
      Vector3 unit = limit.direction().get().unit();
      direction[0] = unit.x();
      direction[1] = unit.y();
      direction[2] = unit.z();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> frames() {
    return List.of(limit.frame());
  }

  @Override
  public void declare(Wiring wiring) {
    motion.declare(wiring);
    wiring.reads(sensor);
    frame.declare(wiring);
    point.declare(wiring);
  }

  @Override
  public void evaluate(BarrierState state) {
    motion.update();
    point.update(motion);
    for (int i = 0; i < numbers; i++) {
      force[i] = sensor.get(i);
    }
    double size = Vectors.length(force);
    double value = (limit.maxN() - size) / limit.stiffnessNPerM() - margin;
    if (size < limit.quietN()) {
      state.setInactive(value);
      return;
    }
    if (limit.direction().isEmpty()) {
      for (int row = 0; row < 3; row++) {
        double turned = frame.turned(row, force[0], force[1], force[2]);
        direction[row] = -limit.sign() * turned / size;
      }
    }
    fillGradient(state);
    state.set(
        value, 0 - Vectors.dot(direction, point.velocity), 0 - Vectors.dot(direction, point.bias));
    state.setBounds(bounds.second(state.heldS()), bounds.third(state.heldS()));
    state.splitRate(motion);
    state.seal();
  }

  private void fillGradient(BarrierState state) {
    int columns = motion.columns();
    bounds.clear();
    for (int joint = 0; joint < state.joints(); joint++) {
      int at = motion.base() + joint;
      double along = 0;
      double square = 0;
      for (int row = 0; row < 3; row++) {
        double element = point.jacobian[row * columns + at];
        along += direction[row] * element;
        square += element * element;
      }
      state.gradient()[joint] = 0 - along;
      double speed = motion.jointVelocity(joint);
      bounds.add(state, joint, speed, point.turns[at], StrictMath.sqrt(square));
    }
  }
}

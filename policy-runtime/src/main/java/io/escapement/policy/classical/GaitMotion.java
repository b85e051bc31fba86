package io.escapement.policy.classical;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/**
 * A central pattern generator: all legs go through the same cycle, each at a phase of its own.
 * Joints that belong to no leg stay in the default pose. No velocity is wanted, so that the law of
 * an effort damps the joints' own.
 */
final class GaitMotion implements JointMotion {

  private final double frequencyHz;
  private final double duty;
  private final Leg[] legs;
  private final Leg.Joint[][] joints;
  private final double[] rest;
  private final Stride stride;

  GaitMotion(double frequencyHz, double duty, List<Leg> legs, Stride stride, ActionJoints actions) {
    this.frequencyHz = frequencyHz;
    this.duty = duty;
    this.legs = legs.toArray(Leg[]::new);
    this.joints =
        legs.stream()
            .map(leg -> leg.joints().toArray(Leg.Joint[]::new))
            .toArray(Leg.Joint[][]::new);
    this.stride = stride;
    rest = new double[actions.count()];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = actions.rest(i);
    }
  }

  @Override
  public void declare(Wiring wiring) {
    stride.declare(wiring);
  }

  @Override
  public boolean start() {
    stride.reset();
    return true;
  }

  @Override
  public void move(double timeS, F64Channel position, F64Channel velocity) {
    stride.follow();
    for (int i = 0; i < rest.length; i++) {
      position.set(i, rest[i]);
    }
    for (int leg = 0; leg < legs.length; leg++) {
      double u = GaitCurves.part(frequencyHz * timeS + legs[leg].offsetCycles());
      double sweep = stride.stride(leg) * GaitCurves.sweep(u, duty);
      double bell = GaitCurves.bell(u, duty);
      for (Leg.Joint joint : joints[leg]) {
        double height = u < duty ? joint.stance() : joint.swing();
        double stepping = stride.lift() * (joint.centre() + height * bell);
        int element = joint.element();
        position.set(element, rest[element] + joint.sweep() * sweep + stepping);
      }
    }
  }
}

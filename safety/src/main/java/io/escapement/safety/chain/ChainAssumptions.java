package io.escapement.safety.chain;

import io.escapement.controller.stage.Wiring;
import io.escapement.safety.assurance.Assumption;
import io.escapement.safety.assurance.AssumptionRecord;
import io.escapement.safety.tank.Settlement;

/** Holds the measured world against what the chain's bounds assume of it. */
final class ChainAssumptions {

  /** How far beyond a limit a joint is measured before its disturbance is called too large, rad. */
  static final double POSITION_TOLERANCE = 1e-3;

  /** By which part a speed or an acceleration may be above its bound. */
  static final double RELATIVE_TOLERANCE = 0.02;

  private final ChainJoint[] joints;
  private final boolean kinematic;
  private final double holdS;
  private final double tracking;
  private final AssumptionRecord record;
  private final VelocityAgreement agreement;
  private int broken;

  ChainAssumptions(CertifiedSettings settings) {
    joints = settings.joints().toArray(ChainJoint[]::new);
    kinematic = settings.model() == ChainModel.KINEMATIC;
    holdS = settings.holdS();
    tracking = settings.tracking();
    record = new AssumptionRecord(settings.robot(), settings.latching());
    agreement = new VelocityAgreement(settings);
  }

  void declare(Wiring wiring) {
    record.declare(wiring);
    agreement.declare(wiring);
  }

  void reset() {
    record.reset();
    agreement.reset();
  }

  void begin(double dtS) {
    broken = dtS > holdS * (1 + 1e-9) ? Assumption.HOLD.bit() : 0;
  }

  void settled(Settlement settlement) {
    if (settlement != Settlement.SETTLED) {
      broken |= Assumption.ENERGY.bit();
    }
  }

  void check(Motion motion, MeasuredJoints measured, LastVelocity last, double dtS) {
    broken |= agreement.holds(measured, last, dtS) ? 0 : Assumption.VELOCITY.bit();
    for (int i = 0; i < joints.length; i++) {
      ChainJoint joint = joints[i];
      double q = measured.position(joint.joint());
      double v = measured.velocity(joint.joint());
      boolean outside =
          q > joint.limits().upper() + POSITION_TOLERANCE
              || q < joint.limits().lower() - POSITION_TOLERANCE
              || Math.abs(v) > joint.limits().velocity() * (1 + RELATIVE_TOLERANCE);
      broken |= outside ? Assumption.DISTURBANCE.bit() : 0;
      double most = joint.accelerationMax() * (1 + RELATIVE_TOLERANCE) * dtS;
      boolean jumped = !kinematic && last.known() && Math.abs(v - last.get(i)) > most;
      broken |= jumped ? Assumption.ACCELERATION.bit() : 0;
      // A kinematic chain moves set-points: where they are is no longer where the joints are.
      boolean strayed = Math.abs(q - motion.position[joint.joint()]) > tracking;
      broken |= kinematic && strayed ? Assumption.TRACKING.bit() : 0;
    }
  }

  void note(Assumption assumption) {
    broken |= assumption.bit();
  }

  void end() {
    record.note(broken);
  }
}

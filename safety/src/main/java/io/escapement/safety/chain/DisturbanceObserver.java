package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;

/**
 * What pushes the joints beside the commands and the model: the difference between the acceleration
 * that the last tick showed and the one that the model had said, low-passed, and bounded by what
 * the masses' error can make of it.
 *
 * <p>The bounds of a tick count it where it is adverse and never where it helps. What is left to
 * the robust bounds' own E is how fast it changes. Which effort acted, with a delay that is not
 * known, is averaged over those that may have.
 */
final class DisturbanceObserver {

  /** Time constant of the low-pass, s. */
  static final double TIME_S = 0.01;

  private final ChainJoint[] joints;
  private final int slots;
  private final LastVelocity last;
  private final F64Channel flight;
  private final F64Channel predicted;
  private final F64Channel disturbance;

  /** The mean of the commands that may act in the coming tick. */
  private final double[] acting;

  DisturbanceObserver(CertifiedSettings settings, LastVelocity last, F64Channel flight) {
    joints = settings.joints().toArray(ChainJoint[]::new);
    slots = settings.delayTicks() + 1;
    this.last = last;
    this.flight = flight;
    predicted = memory(settings, "predicted_acceleration");
    disturbance = memory(settings, "disturbance");
    acting = new double[joints.length];
  }

  private static F64Channel memory(CertifiedSettings settings, String name) {
    return new F64Channel(
        ChannelSpec.memory(
                settings.robot() + "/certified/" + name, ChannelType.F64, settings.joints().size())
            .withUnit("rad/s^2")
            .withLabels(settings.names()));
  }

  void declare(Wiring wiring) {
    wiring.writes(predicted);
    wiring.writes(disturbance);
  }

  /** Takes what the tick before has shown, and writes the motion's disturbance. */
  void observe(Motion motion, double dtS) {
    for (int i = 0; i < joints.length; i++) {
      int joint = joints[i].joint();
      if (last.known() && dtS > 0) {
        double seen = (motion.velocity[joint] - last.get(i)) / dtS - predicted.get(i);
        double share = dtS / (dtS + TIME_S);
        double most = joints[i].disturbanceMax();
        double smooth = disturbance.get(i) + share * (seen - disturbance.get(i));
        disturbance.set(i, Math.max(-most, Math.min(most, smooth)));
      } else {
        disturbance.set(i, 0);
      }
      motion.disturbance[joint] = disturbance.get(i);
    }
  }

  /** Remembers what the model says of the coming tick, once the commands are known. */
  void predict(Motion motion) {
    int n = joints.length;
    for (int variable = 0; variable < n; variable++) {
      double sum = 0;
      for (int slot = 0; slot < slots; slot++) {
        sum += flight.get(slot * n + variable);
      }
      acting[variable] = sum / slots;
    }
    for (int i = 0; i < n; i++) {
      int joint = joints[i].joint();
      double sum = motion.offset[joint];
      for (int variable = 0; variable < n; variable++) {
        sum += motion.gain[joint * n + variable] * acting[variable];
      }
      predicted.set(i, sum);
    }
  }
}

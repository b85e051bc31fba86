package io.escapement.safety.chain;

import io.escapement.controller.record.F64Channel;
import io.escapement.safety.filter.Intervention;
import io.escapement.safety.qp.QpProblem;
import io.escapement.safety.viability.JointLimits;
import java.util.List;

/**
 * Keeps every joint where it can still keep its limits ({@link ViabilityBounds}), for any hold of
 * the command up to the longest that is assumed, and for any delay of it up to the longest that is
 * assumed: the bounds are the tightest over the states in which the command may find the joint.
 *
 * <p>Where each joint is taken by itself a bound that its actuator cannot meet gives way to what it
 * can: the most that can be done is done. What it counts on is {@link LegLimits}.
 *
 * <p>While a fallback slows down, a joint faster than its share s of the velocity limit V is slowed
 * down as well: its acceleration is at most {@code max((s V - v) / 2 H, -(A - E))}. These bounds
 * are further ones, within what a joint can always be given, so that the others hold as before.
 */
final class ViabilityRows implements ChainRows {

  /** An acceleration, rad/s^2, that no joint reaches. */
  private static final double UNBOUNDED = 1e12;

  private final ChainJoint[] joints;
  private final List<String> labels;
  private final boolean dense;
  private final int delay;
  private final double periodS;
  private final double holdS;
  private final double massError;
  private final F64Channel flight;

  /** The share of each velocity limit, or null where nothing slows down. */
  private final F64Channel speedShare;

  private final double[] lower;
  private final double[] upper;

  private final CountedLimits[] whole;
  private final LegLimits[] legs;
  private final ViabilityBounds tightest = new ViabilityBounds();
  private final ViabilityBounds standing = new ViabilityBounds();

  ViabilityRows(CertifiedSettings settings, F64Channel flight, F64Channel speedShare) {
    this.speedShare = speedShare;
    joints = settings.joints().toArray(ChainJoint[]::new);
    labels = settings.names().stream().map(name -> "viability " + name).toList();
    dense = settings.model() == ChainModel.DYNAMIC;
    // Where a set-point stands is known, whatever the delay.
    delay = settings.model() == ChainModel.KINEMATIC ? 0 : settings.delayTicks();
    periodS = settings.periodS();
    holdS = settings.holdS();
    massError = settings.massError();
    this.flight = flight;
    whole = new CountedLimits[joints.length];
    boolean separate = settings.model() == ChainModel.DECOUPLED;
    legs = separate ? new LegLimits[joints.length] : null;
    for (int i = 0; i < joints.length; i++) {
      whole[i] = CountedLimits.of(joints[i].limits(), holdS);
      if (separate) {
        legs[i] = new LegLimits(joints[i].limits(), holdS);
      }
    }
    lower = new double[joints.length];
    upper = new double[joints.length];
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Intervention kind() {
    return Intervention.VIABILITY;
  }

  /** The least acceleration of each joint on this tick, rad/s^2. */
  double[] lower() {
    return lower;
  }

  /** The greatest acceleration of each joint on this tick, rad/s^2. */
  double[] upper() {
    return upper;
  }

  @Override
  public boolean fill(Motion motion, EffortBounds bounds, QpProblem problem, int first) {
    for (int i = 0; i < joints.length; i++) {
      bound(i, motion);
      int joint = joints[i].joint();
      int row = first + i;
      if (dense) {
        problem.dense(row);
        System.arraycopy(
            motion.gain,
            joint * motion.variables,
            problem.coefficients(),
            row * motion.variables,
            motion.variables);
        together(i, motion, problem, row);
      } else {
        alone(i, motion, bounds, problem, row);
      }
    }
    return true;
  }

  /**
   * The joints' efforts accelerate lighter bodies by more than the model says and heavier ones by
   * less, while gravity and Coriolis forces, which grow with the masses, accelerate all alike: both
   * sides hold for all masses that are off by one part.
   */
  private void together(int i, Motion motion, QpProblem problem, int row) {
    int joint = joints[i].joint();
    double least = lower[i] - motion.offset[joint];
    double most = upper[i] - motion.offset[joint];
    least *= least > 0 ? 1 + massError : 1 - massError;
    most *= most > 0 ? 1 - massError : 1 + massError;
    double asked = joints[i].limits().acceleration();
    least = Math.max(least, Math.min(most, -asked - motion.offset[joint]));
    most = Math.min(most, Math.max(least, asked - motion.offset[joint]));
    if (least > most) {
      // Only one side can be kept for all masses: that of the limit that is nearer.
      JointLimits limits = joints[i].limits();
      double q = motion.position[joint];
      if (q - limits.lower() < limits.upper() - q) {
        most = least;
      } else {
        least = most;
      }
    }
    problem.bounds(row, least, most);
  }

  /**
   * A joint by itself. How far it gives way is known between two bounds only, and each side of the
   * row holds for both.
   */
  private void alone(int i, Motion motion, EffortBounds bounds, QpProblem problem, int row) {
    int joint = joints[i].joint();
    double gain = motion.gain[joint * motion.variables + i];
    double offset = motion.offset[joint];
    double least = (lower[i] - offset) / gain;
    double most = (upper[i] - offset) / gain;
    if (legs != null) {
      double stiff = motion.leastGain[i];
      double raised = Math.max(0, (lower[i] - motion.leastOffset[i]) / stiff - least);
      double lowered = Math.max(0, most - (upper[i] - motion.leastOffset[i]) / stiff);
      least += raised;
      most -= lowered;
      if (least > most) {
        // Noise has brought both sides to bear: the one that asks for more counts.
        least = raised > lowered ? least : most;
        most = least;
      }
    }
    problem.unit(row, i);
    problem.bounds(row, Math.min(least, bounds.upper[i]), Math.max(most, bounds.lower[i]));
  }

  private void bound(int i, Motion motion) {
    int joint = joints[i].joint();
    if (legs == null) {
      // What may be asked for is bounded where the masses' error has been taken off.
      tightest.begin(whole[i], holdS, dense ? UNBOUNDED : joints[i].limits().acceleration());
    } else {
      // A leg's drive has to give more than what bounds may count on when it slows the joint down.
      double away = joints[i].accelerationMax();
      tightest.begin(legs[i].swinging(motion.share[joint]), holdS, away);
      standing.begin(legs[i].standing(), holdS, away);
    }
    for (int late = 0; late <= delay; late++) {
      double q = motion.position[joint];
      double v = motion.velocity[joint];
      for (int slot = late - 1; slot >= 0; slot--) {
        double a = underWay(motion, i, slot);
        q += v * periodS + a * periodS * periodS / 2;
        v += a * periodS;
      }
      tightest.consider(q, v, late * periodS);
      if (legs != null) {
        standing.consider(q, v, late * periodS);
      }
    }
    if (legs != null) {
      tightest.join(standing);
    }
    double least = tightest.least;
    double most = tightest.most;
    if (least > most) {
      // Two delays contradict each other, which takes both limits within a period's reach.
      double middle = least + (most - least) / 2;
      least = middle;
      most = middle;
    }
    double bound = joints[i].accelerationMax();
    double pushed = motion.disturbance[joint];
    // What is asked for against a disturbance is no more than the joint can always be given.
    double given = joints[i].limits().acceleration();
    least = Math.min(least - Math.min(0, pushed), Math.max(least, given));
    most = Math.max(most - Math.max(0, pushed), Math.min(most, -given));
    if (least > most) {
      // What was left between both limits is less than the disturbance: the nearer one counts.
      double q = motion.position[joint];
      JointLimits limits = joints[i].limits();
      if (q - limits.lower() < limits.upper() - q) {
        most = least;
      } else {
        least = most;
      }
    }
    lower[i] = Math.max(least, -bound);
    upper[i] = Math.min(most, bound);
    if (speedShare != null && speedShare.get(0) < 1) {
      CountedLimits now = legs == null ? whole[i] : legs[i].swinging(motion.share[joint]);
      slow(i, now.limits(), motion.velocity[joint]);
    }
  }

  /** Brings a joint below its share of the velocity limit, as far as the other bounds let it. */
  private void slow(int i, JointLimits limits, double v) {
    double speed = speedShare.get(0) * limits.velocity();
    double given = limits.acceleration() - limits.error();
    double most = Math.max((speed - v) / (2 * holdS), -given);
    double least = Math.min((-speed - v) / (2 * holdS), given);
    upper[i] = Math.max(lower[i], Math.min(upper[i], most));
    lower[i] = Math.min(upper[i], Math.max(lower[i], least));
  }

  /** The acceleration that a command makes which may still be under way. */
  private double underWay(Motion motion, int variable, int slot) {
    int joint = joints[variable].joint();
    int n = motion.variables;
    double sum = motion.offset[joint];
    if (!dense) {
      return sum + motion.gain[joint * n + variable] * flight.get(slot * n + variable);
    }
    for (int i = 0; i < n; i++) {
      sum += motion.gain[joint * n + i] * flight.get(slot * n + i);
    }
    return sum;
  }
}

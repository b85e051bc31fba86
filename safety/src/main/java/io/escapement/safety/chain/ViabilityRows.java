package io.escapement.safety.chain;

import io.escapement.controller.record.F64Channel;
import io.escapement.safety.filter.Intervention;
import io.escapement.safety.qp.QpProblem;
import io.escapement.safety.viability.JointLimits;
import io.escapement.safety.viability.Viability;
import java.util.List;

/**
 * Keeps every joint where it can still keep its limits ({@link Viability}), for any hold of the
 * command up to the longest that is assumed, and for any delay of it up to the longest that is
 * assumed: the bounds are the tightest over the states in which the command may find the joint.
 *
 * <p>Where each joint is taken by itself a bound that its actuator cannot meet gives way to what it
 * can: the most that can be done is done.
 *
 * <p>While a fallback slows down, a joint faster than its share s of the velocity limit V is slowed
 * down as well: its acceleration is at most {@code max((s V - v) / 2 H, -(A - E))}. These bounds
 * are further ones, within what a joint can always be given, so that the others hold as before.
 */
final class ViabilityRows implements ChainRows {

  private final ChainJoint[] joints;
  private final List<String> labels;
  private final boolean dense;
  private final boolean counted;
  private final int delay;
  private final double periodS;
  private final double holdS;
  private final F64Channel flight;

  /** The share of each velocity limit, or null where nothing slows down. */
  private final F64Channel speedShare;

  private final double[] lower;
  private final double[] upper;

  /** Halvings of the acceleration that a joint is counted on for. */
  private static final int LEVELS = 6;

  private final JointLimits[] levels;

  /** What the bounds of each level count on, rad/s^2. */
  private final double[] counts;

  /** The least and the greatest acceleration in one state. */
  private final double[] both = new double[2];

  ViabilityRows(CertifiedSettings settings, F64Channel flight, F64Channel speedShare) {
    this.speedShare = speedShare;
    joints = settings.joints().toArray(ChainJoint[]::new);
    labels = settings.names().stream().map(name -> "viability " + name).toList();
    dense = settings.model() == ChainModel.DYNAMIC;
    // A leg's drive has to give more than what bounds may count on when it slows the joint down.
    counted = settings.model() != ChainModel.DECOUPLED;
    // Where a set-point stands is known, whatever the delay.
    delay = settings.model() == ChainModel.KINEMATIC ? 0 : settings.delayTicks();
    periodS = settings.periodS();
    holdS = settings.holdS();
    this.flight = flight;
    levels = new JointLimits[joints.length * LEVELS];
    counts = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = halved(joints[i / LEVELS], i % LEVELS);
      counts[i] = Viability.counted(levels[i], holdS);
    }
    lower = new double[joints.length];
    upper = new double[joints.length];
  }

  private static JointLimits halved(ChainJoint joint, int times) {
    JointLimits full = joint.limits();
    double part = 1.0 / (1 << times);
    return new JointLimits(
        full.lower(),
        full.upper(),
        full.velocity(),
        full.acceleration() * part,
        full.error() * part);
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
      double least = lower[i] - motion.offset[joint];
      double most = upper[i] - motion.offset[joint];
      int row = first + i;
      if (dense) {
        problem.dense(row);
        System.arraycopy(
            motion.gain,
            joint * motion.variables,
            problem.coefficients(),
            row * motion.variables,
            motion.variables);
        problem.bounds(row, least, most);
      } else {
        double gain = motion.gain[joint * motion.variables + i];
        problem.unit(row, i);
        problem.bounds(
            row, Math.min(least / gain, bounds.upper[i]), Math.max(most / gain, bounds.lower[i]));
      }
    }
    return true;
  }

  private void bound(int i, Motion motion) {
    int joint = joints[i].joint();
    int level = level(i, motion.share[joint]);
    JointLimits limits = levels[level];
    double least = Double.NEGATIVE_INFINITY;
    double most = Double.POSITIVE_INFINITY;
    double away = counted ? limits.acceleration() : joints[i].accelerationMax();
    for (int late = 0; late <= delay; late++) {
      double q = motion.position[joint];
      double v = motion.velocity[joint];
      for (int slot = late - 1; slot >= 0; slot--) {
        double a = underWay(motion, i, slot);
        q += v * periodS + a * periodS * periodS / 2;
        v += a * periodS;
      }
      // The commands under way may move the joint otherwise than the model says, by E.
      double lateS = late * periodS;
      double faster = limits.error() * lateS;
      double further = faster * lateS / 2;
      Viability.bounds(limits, counts[level], q - further, v - faster, holdS, away, both);
      least = Math.max(least, both[0]);
      if (faster > 0) {
        Viability.bounds(limits, counts[level], q + further, v + faster, holdS, away, both);
      }
      most = Math.min(most, both[1]);
    }
    if (least > most) {
      // Two delays contradict each other, which takes both limits within a period's reach.
      double middle = least + (most - least) / 2;
      least = middle;
      most = middle;
    }
    double bound = joints[i].accelerationMax();
    double pushed = motion.disturbance[joint];
    // What is asked for against a disturbance is no more than the joint can always be given.
    double given = limits.acceleration();
    least = Math.min(least - Math.min(0, pushed), Math.max(least, given));
    most = Math.max(most - Math.max(0, pushed), Math.min(most, -given));
    if (least > most) {
      // What was left between both limits is less than the disturbance: the nearer one counts.
      double q = motion.position[joint];
      if (q - limits.lower() < limits.upper() - q) {
        most = least;
      } else {
        least = most;
      }
    }
    lower[i] = Math.max(least, -bound);
    upper[i] = Math.min(most, bound);
    if (speedShare != null && speedShare.get(0) < 1) {
      slow(i, limits, motion.velocity[joint]);
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

  /** Where the limits are with what the joint can be given now. */
  private static int level(int i, double share) {
    int level = 0;
    double part = 0.5;
    while (level < LEVELS - 1 && share <= part) {
      part /= 2;
      level++;
    }
    return i * LEVELS + level;
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

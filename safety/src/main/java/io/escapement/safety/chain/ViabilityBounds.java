package io.escapement.safety.chain;

import io.escapement.safety.viability.JointLimits;
import io.escapement.safety.viability.Viability;

/**
 * The tightest viability bounds of a joint over the states in which a command may find it, and how
 * far the worst of these states is outside what can keep the limits. Mutable, made anew on each
 * tick.
 */
final class ViabilityBounds {

  /** Least acceleration, rad/s^2. */
  double least;

  /** Greatest acceleration, rad/s^2. */
  double most;

  /** Room that is missing to brake before the lower limit, rad; below 0 where there is enough. */
  double missingBelow;

  /** Room that is missing to brake before the upper limit, rad; below 0 where there is enough. */
  double missingAbove;

  private JointLimits limits;
  private double holdS;
  private double away;
  private double counted;

  /** The least and the greatest acceleration in one state. */
  private final double[] both = new double[2];

  /**
   * Begins a tick.
   *
   * @param of limits that are to be kept
   * @param holdS for how long a command may be held, s
   * @param away greatest acceleration away from a limit that may be asked for, rad/s^2
   */
  void begin(CountedLimits of, double holdS, double away) {
    limits = of.limits();
    counted = of.counted();
    this.holdS = holdS;
    this.away = away;
    least = Double.NEGATIVE_INFINITY;
    most = Double.POSITIVE_INFINITY;
    missingBelow = Double.NEGATIVE_INFINITY;
    missingAbove = Double.NEGATIVE_INFINITY;
  }

  /**
   * Takes in a state in which the command may find the joint.
   *
   * @param q position, rad
   * @param v velocity, rad/s
   * @param lateS for how long commands under way have moved the joint until then, by E otherwise
   *     than the model says, s
   */
  void consider(double q, double v, double lateS) {
    double faster = limits.error() * lateS;
    double further = faster * lateS / 2;
    Viability.bounds(limits, counted, q - further, v - faster, holdS, away, both);
    least = Math.max(least, both[0]);
    if (faster > 0) {
      Viability.bounds(limits, counted, q + further, v + faster, holdS, away, both);
    }
    most = Math.min(most, both[1]);
    missingBelow = Math.max(missingBelow, braking(faster - v) - (q - further - limits.lower()));
    missingAbove = Math.max(missingAbove, braking(v + faster) - (limits.upper() - q - further));
  }

  private double braking(double v) {
    return v > 0 ? v * v / (2 * counted) : 0;
  }

  /**
   * Joins the states that keep other limits of the same joint to those that keep these: what is in
   * both may do what either allows, what is in one has to stay in that, and what is in none goes
   * back to the one that is nearer.
   */
  void join(ViabilityBounds other) {
    if (missingAbove <= 0 && other.missingAbove <= 0) {
      most = Math.max(most, other.most);
    } else if (other.missingAbove < missingAbove) {
      most = other.most;
    }
    if (missingBelow <= 0 && other.missingBelow <= 0) {
      least = Math.min(least, other.least);
    } else if (other.missingBelow < missingBelow) {
      least = other.least;
    }
  }
}

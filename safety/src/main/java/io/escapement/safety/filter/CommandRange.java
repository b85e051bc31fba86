package io.escapement.safety.filter;

import static io.escapement.safety.filter.HardwareLimits.within;

import io.escapement.safety.command.Drive;

/**
 * What of the hardware's limits an actuator's set-points and feed-forward effort can reach on this
 * tick: the slew limits from the command that was applied on the tick before.
 *
 * <p>A rate holds per control period, also after skipped periods, so that a late tick cannot jump.
 */
final class CommandRange {

  private final FilterContext context;
  private final HardwareLimits limits;
  private final double[] positionStep;
  private final double[] velocityStep;
  private final double[] effortStep;

  CommandRange(FilterContext context, HardwareLimits limits, SlewSettings slew, long periodNs) {
    this.context = context;
    this.limits = limits;
    double periodS = periodNs * 1e-9;
    positionStep = slew.positionRate().stream().mapToDouble(rate -> rate * periodS).toArray();
    velocityStep = slew.velocityRate().stream().mapToDouble(rate -> rate * periodS).toArray();
    effortStep = slew.effortRate().stream().mapToDouble(rate -> rate * periodS).toArray();
  }

  double lowestPosition(int i) {
    return within(positionReference(i) - positionStep[i], limits.lower(i), limits.upper(i));
  }

  double highestPosition(int i) {
    return within(positionReference(i) + positionStep[i], limits.lower(i), limits.upper(i));
  }

  double lowestVelocity(int i) {
    double before = context.applied().velocity().get(i);
    return within(before - velocityStep[i], -limits.velocityMax(i), limits.velocityMax(i));
  }

  double highestVelocity(int i) {
    double before = context.applied().velocity().get(i);
    return within(before + velocityStep[i], -limits.velocityMax(i), limits.velocityMax(i));
  }

  double lowestEffort(int i) {
    double before = context.applied().effort().get(i);
    return within(before - effortStep[i], -limits.effortMax(i), limits.effortMax(i));
  }

  double highestEffort(int i) {
    double before = context.applied().effort().get(i);
    return within(before + effortStep[i], -limits.effortMax(i), limits.effortMax(i));
  }

  /**
   * Where the set-point moves on from: its last value, or the joint itself while no position was
   * commanded.
   */
  private double positionReference(int i) {
    double stiffness = context.applied().stiffness().get(i);
    if (context.hasApplied() && context.drive(i).usesPosition(stiffness)) {
      return context.applied().position().get(i);
    }
    double q = context.measuredPosition(i);
    return Drive.physical(q) ? q : context.drive(i).defaultPosition();
  }
}

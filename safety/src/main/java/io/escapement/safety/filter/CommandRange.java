package io.escapement.safety.filter;

import static io.escapement.safety.filter.HardwareLimits.within;

import io.escapement.safety.command.Drive;

/**
 * What of the hardware's limits an actuator's set-points and feed-forward effort can reach on this
 * tick: the slew limits from the command that was applied on the tick before.
 *
 * <p>A rate holds per control period, also after skipped periods, so that a late tick cannot jump.
 */
public final class CommandRange {

  private final FilterContext context;
  private final HardwareLimits limits;
  private final double periodS;
  private final double[] positionStep;
  private final double[] velocityStep;
  private final double[] effortStep;

  CommandRange(FilterContext context, HardwareLimits limits, SlewSettings slew, long periodNs) {
    this.context = context;
    this.limits = limits;
    periodS = periodNs * 1e-9;
    positionStep = slew.positionRate().stream().mapToDouble(rate -> rate * periodS).toArray();
    velocityStep = slew.velocityRate().stream().mapToDouble(rate -> rate * periodS).toArray();
    effortStep = slew.effortRate().stream().mapToDouble(rate -> rate * periodS).toArray();
  }

  /**
   * Least set-point that can be reached on this tick.
   *
   * @param i index of the actuator
   * @return rad
   */
  public double lowestPosition(int i) {
    return within(positionReference(i) - positionStep[i], limits.lower(i), limits.upper(i));
  }

  /**
   * Greatest set-point that can be reached on this tick.
   *
   * @param i index of the actuator
   * @return rad
   */
  public double highestPosition(int i) {
    return within(positionReference(i) + positionStep[i], limits.lower(i), limits.upper(i));
  }

  /**
   * Least velocity set-point that can be reached on this tick.
   *
   * @param i index of the actuator
   * @return rad/s
   */
  public double lowestVelocity(int i) {
    double before = context.applied().velocity().get(i);
    return within(before - velocityStep[i], -limits.velocityMax(i), limits.velocityMax(i));
  }

  /**
   * Greatest velocity set-point that can be reached on this tick.
   *
   * @param i index of the actuator
   * @return rad/s
   */
  public double highestVelocity(int i) {
    double before = context.applied().velocity().get(i);
    return within(before + velocityStep[i], -limits.velocityMax(i), limits.velocityMax(i));
  }

  /**
   * Least feed-forward effort that can be reached on this tick.
   *
   * @param i index of the actuator
   * @return Nm
   */
  public double lowestEffort(int i) {
    double before = context.applied().effort().get(i);
    return within(before - effortStep[i], -limits.effortMax(i), limits.effortMax(i));
  }

  /**
   * Greatest feed-forward effort that can be reached on this tick.
   *
   * @param i index of the actuator
   * @return Nm
   */
  public double highestEffort(int i) {
    double before = context.applied().effort().get(i);
    return within(before + effortStep[i], -limits.effortMax(i), limits.effortMax(i));
  }

  /**
   * The least set-point at any time.
   *
   * @param i index of the actuator
   * @return rad
   */
  public double lowerPosition(int i) {
    return limits.lower(i);
  }

  /**
   * The greatest set-point at any time.
   *
   * @param i index of the actuator
   * @return rad
   */
  public double upperPosition(int i) {
    return limits.upper(i);
  }

  /**
   * Farthest that a position set-point may move in a period.
   *
   * @param i index of the actuator
   * @return rad, infinity without a slew limit
   */
  public double positionStep(int i) {
    return positionStep[i];
  }

  /**
   * Most that a velocity set-point may change in a period.
   *
   * @param i index of the actuator
   * @return rad/s, infinity without a slew limit
   */
  public double velocityStep(int i) {
    return velocityStep[i];
  }

  /**
   * Most that a feed-forward effort may change in a period.
   *
   * @param i index of the actuator
   * @return Nm, infinity without a slew limit
   */
  public double effortStep(int i) {
    return effortStep[i];
  }

  /**
   * Velocity limit as it is used.
   *
   * @param i index of the actuator
   * @return rad/s; {@link Drive#PHYSICAL_MAX} where none is known
   */
  public double velocityMax(int i) {
    return limits.velocityMax(i);
  }

  /**
   * Effort limit as it is used.
   *
   * @param i index of the actuator
   * @return Nm; {@link Drive#PHYSICAL_MAX} where none is known
   */
  public double effortMax(int i) {
    return limits.effortMax(i);
  }

  /**
   * The control period.
   *
   * @return seconds
   */
  public double periodS() {
    return periodS;
  }

  /**
   * Where the set-point moves on from: its last value, or the joint itself while no position was
   * commanded.
   *
   * @param i index of the actuator
   * @return rad
   */
  public double positionReference(int i) {
    double stiffness = context.applied().stiffness().get(i);
    if (context.hasApplied() && context.drive(i).usesPosition(stiffness)) {
      return context.applied().position().get(i);
    }
    double q = context.measuredPosition(i);
    return Drive.physical(q) ? q : context.drive(i).defaultPosition();
  }
}

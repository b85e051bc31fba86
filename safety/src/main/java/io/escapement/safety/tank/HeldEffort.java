package io.escapement.safety.tank;

import java.util.Collections;
import java.util.List;

/**
 * What a ledger assumes of efforts that are held over a period; each assumption is one that a
 * monitor has to check.
 *
 * @param periodS the control period h, s
 * @param holdPeriods for how many periods an effort may be held when ticks are skipped, 1 or more
 * @param delayTicks after how many further ticks a command reaches its joint at the latest, 0 or
 *     more
 * @param minimumDelayTicks after how many at the earliest, 0 to {@code delayTicks}; where both
 *     differ, any whole number between them may be real, another one in each tick and at each joint
 * @param accelerationMax bound on each joint's acceleration, whatever pushes it, rad/s^2 (m/s^2)
 * @param effortMax bound on each joint's effort beyond gravity, Nm (N)
 * @param resolution each encoder's step, rad (m); 0 for an exact one
 * @param dampingMax D of a drive that damps by itself between ticks, Nm s/rad: while an effort is
 *     held the joint gets {@code -D (v - v_k)} besides, v_k being its velocity when the effort was
 *     computed; 0 if it gets exactly what was commanded
 */
public record HeldEffort(
    double periodS,
    int holdPeriods,
    int delayTicks,
    int minimumDelayTicks,
    List<Double> accelerationMax,
    List<Double> effortMax,
    List<Double> resolution,
    List<Double> dampingMax) {

  /**
   * Checks ranges and sizes.
   *
   * @param periodS the control period, s
   * @param holdPeriods periods that an effort may be held
   * @param delayTicks ticks until a command acts, at most
   * @param minimumDelayTicks ticks until a command acts, at least
   * @param accelerationMax rad/s^2, for each joint
   * @param effortMax Nm, for each joint
   * @param resolution rad, for each joint
   * @param dampingMax Nm s/rad, for each joint
   * @throws IllegalArgumentException if a value is out of its range or the lists differ in size
   */
  public HeldEffort {
    accelerationMax = List.copyOf(accelerationMax);
    effortMax = List.copyOf(effortMax);
    resolution = List.copyOf(resolution);
    dampingMax = List.copyOf(dampingMax);
    if (!(periodS > 0) || !Double.isFinite(periodS) || holdPeriods < 1) {
      throw new IllegalArgumentException(
          "expected a period above 0 s and 1 or more periods held, found "
              + periodS
              + " and "
              + holdPeriods);
    }
    if (minimumDelayTicks < 0 || delayTicks < minimumDelayTicks) {
      throw new IllegalArgumentException(
          "expected a delay of 0 or more ticks, the least not above the largest, found "
              + minimumDelayTicks
              + " to "
              + delayTicks);
    }
    int n = accelerationMax.size();
    requireNonNegative("acceleration", accelerationMax, n);
    requireNonNegative("effort", effortMax, n);
    requireNonNegative("resolution", resolution, n);
    requireNonNegative("damping", dampingMax, n);
  }

  /**
   * Efforts that act after a known delay, exactly as commanded.
   *
   * @param periodS the control period, s
   * @param holdPeriods periods that an effort may be held
   * @param delayTicks ticks until a command acts
   * @param accelerationMax rad/s^2, for each joint
   * @param effortMax Nm, for each joint
   * @param resolution rad, for each joint
   * @throws IllegalArgumentException if a value is out of its range or the lists differ in size
   */
  public HeldEffort(
      double periodS,
      int holdPeriods,
      int delayTicks,
      List<Double> accelerationMax,
      List<Double> effortMax,
      List<Double> resolution) {
    this(
        periodS,
        holdPeriods,
        delayTicks,
        delayTicks,
        accelerationMax,
        effortMax,
        resolution,
        Collections.nCopies(accelerationMax.size(), 0.0));
  }

  /**
   * The same with a delay that is not known exactly.
   *
   * @param ticks the least delay, 0 to {@link #delayTicks}
   * @return a new one
   * @throws IllegalArgumentException if it is out of its range
   */
  public HeldEffort withMinimumDelay(int ticks) {
    return new HeldEffort(
        periodS,
        holdPeriods,
        delayTicks,
        ticks,
        accelerationMax,
        effortMax,
        resolution,
        dampingMax);
  }

  /**
   * The same with drives that damp by themselves between ticks.
   *
   * @param damping D of each joint, Nm s/rad
   * @return a new one
   * @throws IllegalArgumentException if one is below 0, or there are not as many as joints
   */
  public HeldEffort withDamping(List<Double> damping) {
    return new HeldEffort(
        periodS,
        holdPeriods,
        delayTicks,
        minimumDelayTicks,
        accelerationMax,
        effortMax,
        resolution,
        damping);
  }

  private static void requireNonNegative(String what, List<Double> values, int joints) {
    if (values.size() != joints) {
      throw new IllegalArgumentException(
          "expected one "
              + what
              + " for each of "
              + joints
              + " accelerations, found "
              + values.size());
    }
    for (double value : values) {
      if (!(value >= 0) || !Double.isFinite(value)) {
        throw new IllegalArgumentException("expected a finite " + what + " >= 0, found " + value);
      }
    }
  }

  /**
   * The number of joints.
   *
   * @return their number
   */
  public int joints() {
    return accelerationMax.size();
  }

  /**
   * How long an effort may be held, H = h times the periods held.
   *
   * @return s
   */
  public double heldS() {
    return periodS * holdPeriods;
  }

  /** In how many periods a command may act: one more than the delay is uncertain by. */
  int periodsOfAction() {
    return delayTicks - minimumDelayTicks + 1;
  }
}

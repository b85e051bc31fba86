package io.escapement.safety.tank;

import java.util.List;

/**
 * What a ledger assumes of efforts that are held over a period; each assumption is one that a
 * monitor has to check.
 *
 * @param periodS the control period h, s
 * @param holdPeriods for how many periods an effort may be held when ticks are skipped, 1 or more
 * @param delayTicks after how many further ticks a command reaches its joint, 0 or more
 * @param accelerationMax bound on each joint's acceleration, whatever pushes it, rad/s^2 (m/s^2)
 * @param effortMax bound on each joint's effort beyond gravity, Nm (N)
 * @param resolution each encoder's step, rad (m); 0 for an exact one
 */
public record HeldEffort(
    double periodS,
    int holdPeriods,
    int delayTicks,
    List<Double> accelerationMax,
    List<Double> effortMax,
    List<Double> resolution) {

  /**
   * Checks ranges and sizes.
   *
   * @param periodS the control period, s
   * @param holdPeriods periods that an effort may be held
   * @param delayTicks ticks until a command acts
   * @param accelerationMax rad/s^2, for each joint
   * @param effortMax Nm, for each joint
   * @param resolution rad, for each joint
   * @throws IllegalArgumentException if a value is out of its range or the lists differ in size
   */
  public HeldEffort {
    accelerationMax = List.copyOf(accelerationMax);
    effortMax = List.copyOf(effortMax);
    resolution = List.copyOf(resolution);
    if (!(periodS > 0) || !Double.isFinite(periodS) || holdPeriods < 1 || delayTicks < 0) {
      throw new IllegalArgumentException(
          "expected a period above 0 s, 1 or more periods held, 0 or more ticks of delay, found "
              + periodS
              + ", "
              + holdPeriods
              + ", "
              + delayTicks);
    }
    int n = accelerationMax.size();
    if (effortMax.size() != n || resolution.size() != n) {
      throw new IllegalArgumentException(
          "expected as many efforts and resolutions as accelerations, "
              + n
              + ", found "
              + effortMax.size()
              + " and "
              + resolution.size());
    }
    requireNonNegative("acceleration", accelerationMax);
    requireNonNegative("effort", effortMax);
    requireNonNegative("resolution", resolution);
  }

  private static void requireNonNegative(String what, List<Double> values) {
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
}

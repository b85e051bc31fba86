package io.escapement.safety.supervisor;

/**
 * What the monitors tolerate.
 *
 * @param staleNs greatest age of a measurement, and longest time without a new one, nanoseconds; 0
 *     switches the check off
 * @param lateNs greatest time between two ticks, nanoseconds; 0 switches the check off
 * @param maxTiltRad greatest angle of the base against the vertical, rad; infinity switches the
 *     check off
 * @param positionTolerance how far a joint may be measured outside its limits, rad (m); infinity
 *     switches the check off
 */
public record MonitorSettings(
    long staleNs, long lateNs, double maxTiltRad, double positionTolerance) {

  /**
   * Checks the signs.
   *
   * @param staleNs at least 0
   * @param lateNs at least 0
   * @param maxTiltRad above 0
   * @param positionTolerance at least 0
   */
  public MonitorSettings {
    if (staleNs < 0 || lateNs < 0 || !(maxTiltRad > 0) || !(positionTolerance >= 0)) {
      throw new IllegalArgumentException("a tolerance is negative or not a number");
    }
  }
}

package io.escapement.safety.supervisor;

/**
 * What the monitors tolerate, and which other stages they listen to.
 *
 * @param staleNs greatest age of a measurement, and longest time without a new one, nanoseconds; 0
 *     switches the check off
 * @param lateNs greatest time between two ticks, nanoseconds; 0 switches the check off
 * @param maxTiltRad greatest angle of the base against the vertical, rad; infinity switches the
 *     check off
 * @param positionTolerance how far a joint may be measured outside its limits, rad (m); infinity
 *     switches the check off
 * @param certified whether a certified filter runs later in the tick, which says in {@code
 *     certified/brake} and {@code certified/assumption} whether it brakes and whether an assumption
 *     is broken
 * @param scored whether scores say in {@code score/alarm} that the state is unlike what was
 *     recorded
 */
public record MonitorSettings(
    long staleNs,
    long lateNs,
    double maxTiltRad,
    double positionTolerance,
    boolean certified,
    boolean scored) {

  /**
   * Checks the signs.
   *
   * @param staleNs at least 0
   * @param lateNs at least 0
   * @param maxTiltRad above 0
   * @param positionTolerance at least 0
   * @param certified whether a certified filter runs later in the tick
   * @param scored whether scores run earlier in the tick
   */
  public MonitorSettings {
    if (staleNs < 0 || lateNs < 0 || !(maxTiltRad > 0) || !(positionTolerance >= 0)) {
      throw new IllegalArgumentException("a tolerance is negative or not a number");
    }
  }

  /**
   * Settings that listen to nobody.
   *
   * @param staleNs at least 0
   * @param lateNs at least 0
   * @param maxTiltRad above 0
   * @param positionTolerance at least 0
   */
  public MonitorSettings(long staleNs, long lateNs, double maxTiltRad, double positionTolerance) {
    this(staleNs, lateNs, maxTiltRad, positionTolerance, false, false);
  }

  /**
   * The same with or without a certified filter.
   *
   * @param present whether one runs later in the tick
   * @return a copy
   */
  public MonitorSettings withCertified(boolean present) {
    return new MonitorSettings(staleNs, lateNs, maxTiltRad, positionTolerance, present, scored);
  }

  /**
   * The same with or without scores.
   *
   * @param present whether a stage writes {@code score/alarm} earlier in the tick
   * @return a copy
   */
  public MonitorSettings withScores(boolean present) {
    return new MonitorSettings(staleNs, lateNs, maxTiltRad, positionTolerance, certified, present);
  }
}

package io.escapement.safety.barrier;

import java.util.Objects;
import java.util.Optional;

/**
 * How fast a frame may be, and how much power the drives may give, near people.
 *
 * @param name the limit's name
 * @param frame the frame whose origin it is about
 * @param velocityMPerS greatest speed, m/s; without a distance always, else with somebody near
 * @param slowDownMPerS2 how fast a speed above the limit has to fall, m/s^2: people come nearer
 *     faster than arms stop
 * @param powerW greatest sum of efforts times velocities, W, where {@code velocityMPerS} is the
 *     greatest speed; it rises with that; infinite for none
 * @param distance what says how near people are; empty: they always are
 */
public record SpeedLimitSettings(
    String name,
    String frame,
    double velocityMPerS,
    double slowDownMPerS2,
    double powerW,
    Optional<Distance> distance) {

  /** How fast a speed above the limit has to fall unless it is said, m/s^2. */
  public static final double SLOW_DOWN_M_S2 = 5;

  /**
   * A measured distance to people.
   *
   * @param sensor name of a sensor of one number, m
   * @param withinM up to here {@code velocityMPerS} counts, m
   * @param risePerS by how much the limit is higher for each metre beyond, 1/s
   */
  public record Distance(String sensor, double withinM, double risePerS) {

    /** The rise unless it is said: 1 m/s for each half metre. */
    public static final double RISE_PER_S = 2;

    /**
     * Checks the numbers.
     *
     * @param sensor name of a sensor
     * @param withinM m, at least 0
     * @param risePerS 1/s, positive
     * @throws IllegalArgumentException if one is out of its range
     */
    public Distance {
      Objects.requireNonNull(sensor, "sensor");
      if (!(withinM >= 0) || !(risePerS > 0) || !Double.isFinite(withinM + risePerS)) {
        throw new IllegalArgumentException(
            "expected a distance of at least 0 and a rise above 0, found "
                + withinM
                + " and "
                + risePerS);
      }
    }
  }

  /**
   * Checks the numbers.
   *
   * @param name the limit's name
   * @param frame name of a frame
   * @param velocityMPerS positive
   * @param slowDownMPerS2 positive
   * @param powerW positive or infinite
   * @param distance what says how near people are
   * @throws IllegalArgumentException if one is out of its range
   */
  public SpeedLimitSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(frame, "frame");
    Objects.requireNonNull(distance, "distance");
    boolean fits = velocityMPerS > 0 && slowDownMPerS2 > 0 && powerW > 0;
    if (!fits || !Double.isFinite(velocityMPerS + slowDownMPerS2)) {
      throw new IllegalArgumentException(
          "expected a velocity, a slowing down and a power above 0, found "
              + velocityMPerS
              + ", "
              + slowDownMPerS2
              + " and "
              + powerW);
    }
  }
}

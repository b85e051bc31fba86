package io.escapement.safety.filter;

import java.util.List;
import java.util.stream.Stream;

/**
 * How fast commands may change, one rate per actuator, infinity for no limit.
 *
 * @param positionRate of position set-points, rad/s (m/s), at least 0
 * @param velocityRate of velocity set-points, rad/s^2 (m/s^2), at least 0
 * @param effortRate of feed-forward efforts, Nm/s (N/s), at least 0
 */
public record SlewSettings(
    List<Double> positionRate, List<Double> velocityRate, List<Double> effortRate) {

  /**
   * Checks the rates.
   *
   * @param positionRate at least 0
   * @param velocityRate at least 0
   * @param effortRate at least 0
   */
  public SlewSettings {
    positionRate = List.copyOf(positionRate);
    effortRate = List.copyOf(effortRate);
    velocityRate = List.copyOf(velocityRate);
    boolean positive =
        Stream.of(positionRate, velocityRate, effortRate)
            .flatMap(List::stream)
            .allMatch(rate -> rate >= 0);
    int count = positionRate.size();
    if (!positive || velocityRate.size() != count || effortRate.size() != count) {
      throw new IllegalArgumentException("slew rates are at least 0, one per actuator");
    }
  }
}

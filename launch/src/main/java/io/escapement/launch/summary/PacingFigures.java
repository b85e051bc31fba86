package io.escapement.launch.summary;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.loop.SpinWindow;

/**
 * How the loop waited for its ticks, as calibrated on its thread before the run.
 *
 * @param spinUs how long before a tick the thread stopped sleeping and spun, microseconds
 * @param wakeUpUs how late its sleep ended at the median, microseconds
 * @param wakeUpP99Us lateness that one wake-up in a hundred exceeded, microseconds
 * @param wakeUps wake-ups that were measured
 * @param setBy what set the spin: {@code wake_up}, {@code period} or {@code rt_budget}
 */
public record PacingFigures(
    @JsonProperty("spin_us") double spinUs,
    @JsonProperty("wake_up_us") double wakeUpUs,
    @JsonProperty("wake_up_p99_us") double wakeUpP99Us,
    @JsonProperty("wake_ups") int wakeUps,
    @JsonProperty("set_by") String setBy) {

  private static final double NS_PER_US = 1e3;

  /**
   * Tells a window in figures.
   *
   * @param window what the calibration found
   * @return the figures
   */
  public static PacingFigures of(SpinWindow window) {
    return new PacingFigures(
        window.windowNs() / NS_PER_US,
        window.medianNs() / NS_PER_US,
        window.highNs() / NS_PER_US,
        window.samples(),
        window.limit().key());
  }
}

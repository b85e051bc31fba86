package io.escapement.launch.configuration;

import io.escapement.controller.loop.PeriodJitter;
import io.escapement.controller.realtime.RealtimeSettings;
import java.util.Optional;

/**
 * The {@code loop} block of a run.
 *
 * @param periodNs control period, nanoseconds
 * @param pacer what time is
 * @param realtime what the loop asks of the kernel; in lockstep nothing
 * @param primeCaches whether the stages run once for nothing shortly before each paced tick
 * @param jitter how simulated ticks come at other times than their schedule's, empty for not at all
 */
public record LoopConfiguration(
    long periodNs,
    PacerKind pacer,
    RealtimeSettings realtime,
    boolean primeCaches,
    Optional<PeriodJitter> jitter) {

  private static final double NS_PER_S = 1e9;

  /**
   * The rate of the loop.
   *
   * @return ticks per second
   */
  public double rateHz() {
    return NS_PER_S / periodNs;
  }
}

package io.escapement.launch.configuration;

import io.escapement.controller.realtime.RealtimeSettings;

/**
 * The {@code loop} block of a run.
 *
 * @param periodNs control period, nanoseconds
 * @param pacer what time is
 * @param realtime what the loop asks of the kernel; in lockstep nothing
 * @param primeCaches whether the stages run once for nothing shortly before each paced tick
 */
public record LoopConfiguration(
    long periodNs, PacerKind pacer, RealtimeSettings realtime, boolean primeCaches) {

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
